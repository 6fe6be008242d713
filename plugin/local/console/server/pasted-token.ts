import { decodeToken } from '../../../../authorizer/decode-token.ts'

/** Of what was pasted, the part that a client would put into the header: without the header's own name, and trimmed. */
export function headerValue(pasted: string): string {
  return pasted.replace(/^\s*authorization:/i, '').trim()
}

/**
 * The token in a text that is more than a token: in quotes, broken into lines, in a command, a URL or the token endpoint's whole
 * response, of which the access token counts.
 *
 * @returns undefined where there is none
 */
export function findToken(pasted: string): string | undefined {
  const joined = joinLines(pasted)
  const texts = [...accessTokensIn(joined), joined, joined.replaceAll(/\s/g, ''), decodePercent(joined)]
  return texts.map(firstToken).find((token) => token !== undefined)
}

const jwt = /(?<![\w-])eyJ[\w-]+\.eyJ[\w-]+\.[\w-]+/

function firstToken(text: string): string | undefined {
  const token = jwt.exec(text)?.[0]
  return token !== undefined && decodeToken(token).kind === 'decoded' ? token : undefined
}

/** A line that is nothing but base64url goes on with the one before; a header line after a token does not. */
function joinLines(text: string): string {
  return text.replaceAll(/(?<=[\w.-])[ \t]*[\r\n]+\s*(?!eyJ)(?=[\w.-]+["'`,;]*(?:\s*$|[ \t]*[\r\n]))/g, '')
}

function accessTokensIn(text: string): string[] {
  const [, after] = /access_token\b(.*)/s.exec(text) ?? []
  return after === undefined ? [] : [after]
}

function decodePercent(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return ''
  }
}
