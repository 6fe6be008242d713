import type { ReferenceTargets } from './intrinsics/targets.ts'
import { readIssuerUrls, resolveKnown } from './issuer-urls.ts'
import type { HttpApiAuthorizer } from './serverless.ts'
import type { TrustedIssuer } from './service.ts'

interface Route {
  readonly authorizer?: HttpApiAuthorizer | undefined
}

/**
 * What functions find in place of their stack's issuer: by the text that stands there on AWS, the text here. Besides the
 * issuer itself, these are the pool's id and the audience where another stack exports them: here they are names only.
 */
export function issuerReplacements(
  routes: readonly Route[],
  targets: ReferenceTargets,
  { issuer, audience: [audience = ''] }: TrustedIssuer,
): ReadonlyMap<string, string> {
  const urls = readIssuerUrls(routes, targets)
  const audiences = resolveKnown(
    routes.flatMap(({ authorizer }) => [...(authorizer?.audience ?? [])]),
    targets,
  )
  const lastSegment = (url: string) => url.split('/').at(-1) ?? ''
  return new Map([
    ...audiences.filter(isPlaceholder).map((text) => [text, audience] as const),
    ...urls
      .map(lastSegment)
      .filter(isPlaceholder)
      .map((text) => [text, lastSegment(issuer)] as const),
    ...urls.map((url) => [url, issuer] as const),
  ])
}

function isPlaceholder(text: string): boolean {
  return text.startsWith('local-')
}
