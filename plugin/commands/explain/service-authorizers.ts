import type { CommandContext } from '../../command.ts'
import { readDeployedIssuer } from '../../service/deployed-issuer.ts'
import type { TrustedIssuer } from '../../service/service.ts'
import { routesWithTrustedIssuer } from '../../service/trusted-issuer.ts'
import { chooseAmong, type ServiceAuthorizers } from './choose-authorizer.ts'

/** Authorizers and routes as serverless.yml has them. */
export function serviceAuthorizers({
  serverless,
  checkParameters,
  readService,
}: CommandContext): ServiceAuthorizers {
  const routes = async (trust: TrustedIssuer) => routesWithTrustedIssuer(await readService(), trust)
  return {
    routes,
    async choose(request) {
      checkParameters()
      const from = `stage ${serverless.getProvider('aws').getStage()} in serverless.yml`
      // The route decides whose issuer is read, so the routes are read first, without one.
      const chosen = chooseAmong(await routes({ issuer: '', audience: [] }), request, from)
      const service = await readService()
      const deployed = service.routes.find((route) => route.authorizer?.name === chosen.authorizer.name)
      const trust = readDeployedIssuer(deployed?.authorizer ?? {})
      return { ...chosen, authorizer: { ...chosen.authorizer, ...trust } }
    },
  }
}
