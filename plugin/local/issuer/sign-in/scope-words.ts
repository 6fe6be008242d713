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
  const words = scope
    .slice(scope.lastIndexOf('/') + 1)
    .split(/[.:_-]+/)
    .filter(Boolean)
  const verb = [words.at(-1), words[0]].find((word) => word && verbs.has(word))
  const object = words.filter((word) => word !== verb).join(' ')
  if (!verb || !object) return scope
  return `${verb.charAt(0).toUpperCase()}${verb.slice(1)} ${object}`
}
