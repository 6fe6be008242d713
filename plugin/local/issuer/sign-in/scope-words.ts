/** What a scope lets a client do, in words for the user who is asked. Sources: OpenID Connect Core sections 5.4 and 11. */
const openIdWords: Readonly<Record<string, string>> = {
  openid: 'Know who you are',
  profile: 'See your name and the rest of your profile',
  email: 'See your email address',
  phone: 'See your phone number',
  address: 'See your postal address',
  offline_access: 'Keep its access while you are away',
}

const verbs: ReadonlySet<string> = new Set(
  'add admin approve cancel create delete edit execute export import list manage publish read remove run send update view write'.split(
    ' ',
  ),
)

/**
 * A scope in plain words. A scope of an API made of a verb and its object, in either order (`orders.read`,
 * `read:orders`), becomes a phrase; any other is shown as it is.
 */
export function scopeWords(scope: string): string {
  const known = openIdWords[scope]
  if (known) return known
  const { verb, object } = readScope(scope)
  return verb && object ? `${capitalize(verb)} ${object}` : scope
}

/** Scopes that are shown together. */
export interface ScopeGroup {
  readonly words: string
  readonly scopes: readonly string[]
}

/**
 * Scopes by what they are about, in the order of the first of each: `orders.read` and `orders.write` become "Read and write orders".
 * Those of OpenID Connect, and those that are no verb and object, stand alone.
 */
export function groupScopes(scopes: readonly string[]): readonly ScopeGroup[] {
  const groups = Map.groupBy(new Set(scopes), (scope) => {
    const { verb, object, api } = readScope(scope)
    return openIdWords[scope] || !verb || !object ? scope : `${api} ${object}`
  })
  return [...groups.values()].map((together) => ({ words: groupWords(together), scopes: together }))
}

function groupWords(scopes: readonly string[]): string {
  const [first = '', ...others] = scopes
  if (others.length === 0) return scopeWords(first)
  const verbs = scopes.map((scope) => readScope(scope).verb)
  return `${capitalize(listFormat.format(verbs))} ${readScope(first).object}`
}

const listFormat = new Intl.ListFormat('en', { type: 'conjunction' })

interface ReadScope {
  /** What stands before the last slash: the API that it belongs to. */
  readonly api: string
  readonly verb: string
  readonly object: string
}

/** Verb and object are empty where they cannot be told apart. */
function readScope(scope: string): ReadScope {
  const slash = scope.lastIndexOf('/')
  const words = scope
    .slice(slash + 1)
    .split(/[.:_-]+/)
    .filter(Boolean)
  const verb = [words.at(-1), words[0]].find((word) => word && verbs.has(word)) ?? ''
  const object = words.filter((word) => word !== verb).join(' ')
  return { api: scope.slice(0, Math.max(slash, 0)), verb, object }
}

function capitalize(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`
}
