/** As the tables call them. */
export const handWritten = 'hand-written'
export const claimcheck = 'claimcheck'
/** Its middleware, put together with Middy by hand: all but the log line that `createHandler` writes. */
export const claimcheckUnlogged = 'claimcheck, no log line'
export const middy = 'Middy by hand'
/** @middy/validator, with Ajv. */
export const middyValidator = 'Middy with its validator'
export const hono = 'Hono'
export const powertools = 'Powertools'
export const lambdaApi = 'lambda-api'
export const offline = 'serverless-offline'
export const nodeHttp = 'node:http + jose'
