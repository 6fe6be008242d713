/** Most header values are: then their bytes are their characters, in Latin-1 as in UTF-8. */
export function isAscii(text: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the test is exactly "only ASCII".
  return /^[\x00-\x7f]*$/.test(text)
}
