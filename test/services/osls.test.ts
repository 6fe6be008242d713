import { describeServices } from './describe-services.ts'

describeServices('osls')
