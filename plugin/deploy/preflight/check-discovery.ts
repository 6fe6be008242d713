import type { Finding } from './preflight-result.ts'

export interface Discovery {
  readonly findings: readonly Finding[]
  /** Where the keys are; undefined if unknown. */
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
    why: 'Tokens carry the issuer that the document names, and it is compared exactly: API Gateway does not create the authorizer, or rejects every token with 401.',
    fix:
      typeof named === 'string'
        ? `Set the issuer to "${named}": with the parameters of the provider if it is built from them, otherwise in its file in config/.`
        : 'Fix the domain or the path: what responds there is not an OpenID provider.',
  }
}

function slashHint(issuer: string, named: unknown): string {
  if (named === `${issuer}/`) return ', without the slash at the end'
  return `${named}/` === issuer ? ', with an extra slash at the end' : ''
}

function keysNowhere(jwksUri: unknown): Finding {
  const found = typeof jwksUri === 'string' ? `the jwks_uri "${jwksUri}"` : 'no jwks_uri'
  return {
    kind: 'error',
    code: 'keys-nowhere',
    what: `The discovery document has ${found}; expected an https URL.`,
    why: 'API Gateway finds the keys through it. Without them every token is rejected with 401.',
    fix: 'Ask the operator of the issuer; or fix the domain or the path, if this is not the server you meant.',
  }
}
