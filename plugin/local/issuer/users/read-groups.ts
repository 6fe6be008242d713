/** The limits of the vendors: Okta refuses a token with more groups, Cognito a longer name. */
const maxGroups = 100
const maxNameLength = 128

/** The names in a text separated by commas or line breaks, each once. A name may contain spaces. */
export function readGroups(text: string): string[] {
  const names = text.split(/[,\r\n]/).map((name) => name.trim().normalize('NFC'))
  return [...new Set(names.filter(Boolean))]
}

/** The message for groups that no vendor would accept. */
export function groupsError(groups: readonly string[]): string | undefined {
  if (groups.length > maxGroups) return `There are ${groups.length} groups; a token can hold ${maxGroups}.`
  const long = groups.find((name) => name.length > maxNameLength)
  if (long) return `A name has ${long.length} characters; at most ${maxNameLength} are allowed.`
  return groups.some((name) => /\p{Cc}/u.test(name))
    ? 'A name contains an invisible character. Type it again.'
    : undefined
}
