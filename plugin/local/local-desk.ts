import type { ConsoleApi, InspectedApi } from './console/server/console-api.ts'
import { createRequestHistory } from './console/server/request-history.ts'
import type { IssuerContext } from './issuer/issuer-context.ts'
import { mintToken } from './issuer/tokens/mint-token.ts'

/** What the console works with where the issuer is this run's own: its users and its keys are available. */
export function localConsoleApi(context: IssuerContext, api: InspectedApi = nothingKnown()): ConsoleApi {
  const { apiUrl, keys, now, users } = context
  return {
    ...api,
    apiUrl,
    now,
    issuerKeys: [keys.id, keys.access],
    users: {
      list: () => users.all().map(({ email }) => email),
      token: (user, use) => mintToken(context, { user, use }),
    },
  }
}

/** An API of which only the URL is known. */
function nothingKnown(): InspectedApi {
  return { history: createRequestHistory(), routes: async () => [], functions: async () => new Map() }
}
