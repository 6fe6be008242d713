import { server } from '../server.ts'
import type { Tokens } from '../session/sign-in.ts'
import type { ChosenToken } from './draft.ts'
import { laterToken } from './later-token.ts'

/** The value for the identity source; null for none. Broken ones are made from the access token. */
export async function tokenValue(
  chosen: ChosenToken,
  tokens: Tokens | undefined,
  routeKey: string,
): Promise<string | null> {
  const { kind, text, brokenId, custom } = chosen
  if (kind === 'pasted') return text.trim() === '' ? null : text.trim()
  if (kind === 'none' || !tokens) return null
  if (kind === 'broken') return (await server.makeBrokenToken(brokenId, tokens.access, routeKey)).value
  if (kind !== 'custom') return ownToken(tokens[kind], chosen.laterSeconds ?? 0)
  if (!custom) return null
  const { from, header, payload, signing } = custom
  return (await server.makeCustomToken({ token: tokens[from], header, payload, signing })).value
}

async function ownToken(token: string, laterSeconds: number): Promise<string> {
  if (laterSeconds === 0) return `Bearer ${token}`
  const parts = laterToken(token, laterSeconds)
  return (await server.makeCustomToken({ token, ...parts, signing: 'issuer' })).value
}

/** The name of the broken token; empty for one that no command makes; undefined for one of the person's own. */
export function brokenAs({ kind, brokenId, laterSeconds = 0 }: ChosenToken): string | undefined {
  if (kind === 'broken') return brokenId
  const isShifted = (kind === 'access' || kind === 'id') && laterSeconds > 0
  return kind === 'custom' || isShifted ? '' : undefined
}
