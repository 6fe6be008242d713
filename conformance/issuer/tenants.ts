import type { SigningKeys } from './signing-keys.ts'

/** One of an issuer's two documents, as it is served. */
export interface ServedDocument {
  readonly status: number
  readonly delayMs: number
  readonly body: string
}

/** An issuer that is well, or in one kind of trouble. */
export interface Tenant {
  /** Its issuer, slash included where it has one. */
  issuer(origin: string): string
  discovery(origin: string): ServedDocument
  /** @param rotated whether the next key has come. */
  keys(rotated: boolean): ServedDocument
}

/** AWS waits 1500 ms. */
const tooLongMs = 2_500

/** AWS reads 150000 bytes of a key set. Source: AWS http-api-quotas. */
const maxKeySetBytes = 150_000

/** The tenants by the name that is the first segment of their path. */
export function makeTenants({
  current,
  next,
  unmarked,
  small,
  ec,
  encryption,
}: SigningKeys): ReadonlyMap<string, Tenant> {
  const all = [current, unmarked, small, ec, encryption].map(({ publicJwk }) => publicJwk)
  const one = [current.publicJwk]
  const both = [next.publicJwk, current.publicJwk]
  return new Map([
    tenant('main', { keys: () => keySet(all) }),
    tenant('other', { keys: () => keySet([next.publicJwk]) }),
    tenant('slash', { slash: '/', keys: () => keySet(one) }),
    tenant('slow-discovery', { discovery: (text) => ({ ...ok(text), delayMs: tooLongMs }) }),
    tenant('slow-keys', { keys: () => ({ ...keySet(one), delayMs: tooLongMs }) }),
    tenant('no-discovery', { discovery: () => ({ ...ok('{"message":"not here"}'), status: 404 }) }),
    tenant('no-keys', { jwksUri: 'http://127.0.0.1:1/keys' }),
    tenant('broken-discovery', { discovery: () => ok('<html>down for maintenance</html>') }),
    tenant('broken-keys', { keys: () => ok('<html>down for maintenance</html>') }),
    tenant('huge-keys', { keys: () => padded(keySet(one), maxKeySetBytes + 1) }),
    tenant('full-keys', { keys: () => padded(keySet(one), maxKeySetBytes) }),
    tenant('rotating', { keys: (rotated) => keySet(rotated ? both : one) }),
    tenant('renewed', { keys: (rotated) => keySet(rotated ? [next.publicJwk] : one) }),
  ])

  function tenant(name: string, parts: Partial<TenantParts>): [string, Tenant] {
    const { slash = '', jwksUri, discovery = ok, keys = () => keySet(one) } = parts
    const issuer = (origin: string) => `${origin}/${name}${slash}`
    return [
      name,
      {
        issuer,
        keys,
        discovery: (origin) =>
          discovery(
            JSON.stringify({
              issuer: issuer(origin),
              jwks_uri: jwksUri ?? `${origin}/${name}/published-keys`,
            }),
          ),
      },
    ]
  }
}

interface TenantParts {
  readonly slash: string
  readonly jwksUri: string
  readonly discovery: (text: string) => ServedDocument
  readonly keys: (rotated: boolean) => ServedDocument
}

function keySet(keys: readonly unknown[]): ServedDocument {
  return ok(JSON.stringify({ keys }))
}

function ok(body: string): ServedDocument {
  return { status: 200, delayMs: 0, body }
}

/** The same JSON with blanks before its last bracket. */
function padded(document: ServedDocument, bytes: number): ServedDocument {
  const { body } = document
  return { ...document, body: `${body.slice(0, -1)}${' '.repeat(bytes - Buffer.byteLength(body))}}` }
}
