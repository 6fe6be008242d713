import type { ServerlessInstance } from './serverless-instance.ts'

/** Every scope that a route of the service asks for, as on the wire: with the prefix that the provider puts before it. */
export function routeScopes({ httpApiEventsPlugin }: ServerlessInstance): string[] {
  httpApiEventsPlugin.resolveConfiguration()
  const wireScopes = [...httpApiEventsPlugin.config.routes.values()].flatMap((route) => [
    ...(route.authorizationScopes ?? []),
  ])
  return [...new Set(wireScopes)]
}
