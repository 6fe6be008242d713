export type { HeaderPairs, RequestDetails, ShownBody } from '../local/console/api-types.ts'
export type { UserDocument } from '../local/issuer/users/user-document.ts'
export type { FetchOptions, LocalApi, NewUser, TokenOptions, Users } from './local-api.ts'
export { type StartLocalOptions, startLocal } from './start-local.ts'
