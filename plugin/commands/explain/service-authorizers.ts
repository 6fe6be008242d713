import type { CommandContext } from '../../command.ts'
import { readDeployedTrust } from '../../service/deployed-issuer.ts'
import { readServiceRoutes, type TrustedIssuer } from '../../service/read-service.ts'
import { chooseAmong, type ServiceAuthorizers } from './choose-authorizer.ts'

/** Authorizers and routes as serverless.yml has them. */
export function serviceAuthorizers({ serverless, checkParameters }: CommandContext): ServiceAuthorizers {
  const routes = (trust: TrustedIssuer) => readServiceRoutes(serverless, trust)
  return {
    routes,
    choose(request) {
      checkParameters()
      const from = `stage ${serverless.getProvider('aws').getStage()} in serverless.yml`
      // The route decides whose issuer is read, so the routes are read first, without one.
      const chosen = chooseAmong(routes({ issuer: '', audience: [] }), request, from)
      const deployed = [...serverless.httpApiEventsPlugin.config.routes.values()].find(
        (route) => route.authorizer?.name === chosen.authorizer.name,
      )
      const trust = readDeployedTrust(deployed?.authorizer ?? {})
      return { ...chosen, authorizer: { ...chosen.authorizer, ...trust } }
    },
  }
}
