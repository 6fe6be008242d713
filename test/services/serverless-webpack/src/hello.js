/* global GREETING */
import { name } from './name.js'

export const handler = async () => ({ statusCode: 200, body: `${GREETING} ${name}` })
