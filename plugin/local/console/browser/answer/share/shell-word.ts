import { join, type Pieces, token } from './shared-request.ts'

/** One word of a POSIX shell, with `$TOKEN` for each token. */
export function shellWord(pieces: Pieces): string {
  if (!pieces.includes(token)) return quote(join(pieces, ''))
  const text = join(pieces, '$TOKEN')
  // In double quotes, these mean something.
  if (!pieces.some((piece) => piece !== token && /["$`\\!]/.test(String(piece)))) return `"${text}"`
  return pieces.map((piece) => (piece === token ? '"$TOKEN"' : quote(String(piece)))).join('')
}

/** One word of a POSIX shell, quoted where needed. */
export function quote(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`
}
