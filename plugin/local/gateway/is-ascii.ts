/** Most header values are: then their bytes are their characters, in Latin-1 as in UTF-8. */
export function isAscii(text: string): boolean {
  return /^\p{ASCII}*$/u.test(text)
}
