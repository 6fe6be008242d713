import type { CustomSigning } from '../../api-types.ts'
import { decodeToken } from '../parts/decode-token.ts'

/** A token as it is written in the form. */
export interface CustomToken {
  /** The token that it was made from. */
  readonly from: 'access' | 'id'
  readonly header: string
  readonly payload: string
  readonly signing: CustomSigning
}

/** A token to be changed. @param from which of the person's two it is. */
export function customFrom(from: CustomToken['from'], token: string): CustomToken {
  const { header, payload } = decodeToken(token)
  return { from, header: pretty(header), payload: pretty(payload), signing: 'issuer' }
}

function pretty(members: ReadonlyMap<string, unknown>): string {
  return JSON.stringify(Object.fromEntries(members), undefined, 2)
}

/** What is wrong with a part of a token; empty where nothing is. */
export function checkPart(text: string): string {
  try {
    const part: unknown = JSON.parse(text)
    const isObject = typeof part === 'object' && part !== null && !Array.isArray(part)
    return isObject
      ? ''
      : 'This has to be a JSON object: { ... }. The gateway refuses anything else at decode.'
  } catch (error) {
    return `Not JSON: ${(error as Error).message}. It can be sent all the same; the gateway refuses it at decode.`
  }
}
