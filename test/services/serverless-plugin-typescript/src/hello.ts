import { name } from './name.ts'

export const handler = async () => ({ statusCode: 200, body: `Hello ${name}` })
