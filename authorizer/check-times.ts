import type { LogSafeText } from './log-safe.ts'
import { describeKind, logSafe } from './log-safe.ts'
import type { Refusal } from './refusal.ts'
import { refuseToken } from './refusal.ts'
import { relativeTime } from './relative-time.ts'
import type { JsonObject } from './strict-json.ts'

export interface Clock {
  readonly nowMs: number
}

/** In AWS's order. Times are compared without any clock tolerance. */
export const checkTimes = {
  exp: checkExpiry,
  nbf: checkNotBefore,
  iat: checkIssuedAt,
} as const

/** A token without `exp` is refused: AWS does not say what it does with one. */
function checkExpiry({ exp }: JsonObject, { nowMs }: Clock): Refusal | undefined {
  if (isTime(exp) && exp * 1_000 > nowMs) return undefined
  return refuseToken('exp', { found: describeTime(exp, nowMs) })
}

function checkNotBefore({ nbf }: JsonObject, { nowMs }: Clock): Refusal | undefined {
  if (isPast(nbf, nowMs)) return undefined
  return refuseToken('nbf', { found: describeTime(nbf, nowMs) })
}

function checkIssuedAt({ iat }: JsonObject, { nowMs }: Clock): Refusal | undefined {
  if (isPast(iat, nowMs)) return undefined
  return refuseToken('iat', {
    found: describeTime(iat, nowMs),
  })
}

/** An absent time passes: Cognito's tokens have no `nbf`. */
function isPast(time: unknown, nowMs: number): boolean {
  return time === undefined || (isTime(time) && time * 1_000 <= nowMs)
}

/** Whole seconds since the epoch. Fractions, which RFC 7519 allows, are refused: no capture shows that AWS accepts them. */
export function isTime(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0
}

function describeTime(value: unknown, nowMs: number): LogSafeText {
  if (isTime(value)) return logSafe`a time ${relativeTime(value, nowMs)}`
  return typeof value === 'number'
    ? logSafe`a number that is not a time in whole seconds`
    : describeKind(value)
}
