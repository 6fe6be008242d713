import type { Finding } from './preflight-result.ts'

export interface Discovery {
  readonly findings: readonly Finding[]
  /** Where the keys are; undefined if that cannot be told. */
  readonly jwksUri: URL | undefined
}

/** Compares a discovery document with the issuer that the authorizer names. */
export function checkDiscovery(issuer: string, document: unknown): Discovery {
  const { issuer: named, jwks_uri: jwksUri } = membersOf(document)
  const url = typeof jwksUri === 'string' ? URL.parse(jwksUri) : null
  return {
    findings: [
      ...(named === issuer ? [] : [issuerDiffers(issuer, named)]),
      ...(url?.protocol === 'https:' ? [] : [keysNowhere(jwksUri)]),
    ],
    jwksUri: url?.protocol === 'https:' ? url : undefined,
  }
}

function membersOf(document: unknown): Record<string, unknown> {
  return typeof document === 'object' && document !== null ? { ...document } : {}
}

function issuerDiffers(issuer: string, named: unknown): Finding {
  const found = typeof named === 'string' ? `"${named}"` : 'no issuer'
  return {
    kind: 'error',
    code: 'issuer-differs',
    what: `The discovery document names ${found}; the authorizer has "${issuer}"${slashHint(issuer, named)}.`,
    why: 'Tokens carry the issuer that the document names, and it is compared letter by letter: API Gateway makes no authorizer, or refuses every token with 401.',
    fix:
      typeof named === 'string'
        ? `Make the issuer "${named}": by the values of the provider if they make it, else in its file in config/.`
        : 'Fix the domain or the path: what answers there is no OpenID provider.',
  }
}

function slashHint(issuer: string, named: unknown): string {
  if (named === `${issuer}/`) return ': it lacks the slash at the end'
  return `${named}/` === issuer ? ': it has a slash too many at the end' : ''
}

function keysNowhere(jwksUri: unknown): Finding {
  const found = typeof jwksUri === 'string' ? `the jwks_uri "${jwksUri}"` : 'no jwks_uri'
  return {
    kind: 'error',
    code: 'keys-nowhere',
    what: `The discovery document has ${found}; an https URL is wanted.`,
    why: 'API Gateway finds the keys by it. Without them every token is refused with 401.',
    fix: 'Ask whoever runs the issuer; or fix the domain or the path, if this is another server than you meant.',
  }
}
