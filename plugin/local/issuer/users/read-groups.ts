/** The limits of the vendors: Okta refuses a token with more groups, Cognito a longer name. */
const maxGroups = 100
const maxNameLength = 128

/** The names in a text where commas or line breaks part them, each once. A name may hold spaces. */
export function readGroups(text: string): string[] {
  const names = text.split(/[,\r\n]/).map((name) => name.trim().normalize('NFC'))
  return [...new Set(names.filter(Boolean))]
}

/** What to tell a person about groups that no vendor would take. */
export function groupsError(groups: readonly string[]): string | undefined {
  if (groups.length > maxGroups)
    return `These are ${groups.length} groups; a token holds ${maxGroups} at most.`
  const long = groups.find((name) => name.length > maxNameLength)
  if (long) return `A name has ${long.length} characters; ${maxNameLength} are allowed.`
  return groups.some((name) => /\p{Cc}/u.test(name))
    ? 'A name holds a character that cannot be seen. Type it anew.'
    : undefined
}
