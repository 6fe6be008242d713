import type { ConsoleServer, InspectedApi } from './console/server/console-api.ts'
import { createExchangeLog } from './console/server/request-history.ts'
import type { IssuerContext } from './issuer/issuer-context.ts'
import { mintToken } from './issuer/tokens/mint-token.ts'

/** The console's desk where the issuer is this one: its people and its keys are at hand. */
export function localConsoleServer(
  context: IssuerContext,
  api: InspectedApi = nothingKnown(),
): ConsoleServer {
  const { apiUrl, keys, now, users } = context
  return {
    ...api,
    apiUrl,
    now,
    issuerKeys: [keys.id, keys.access],
    people: {
      list: () => users.all().map(({ email }) => email),
      token: (user, use) => mintToken(context, { user, use }),
    },
  }
}

/** An API of which the issuer was told no more than where it is. */
function nothingKnown(): InspectedApi {
  return { exchanges: createExchangeLog(), routes: async () => [], functions: async () => new Map() }
}
