import { types } from 'node:util'
import { ClaimsError } from '../../providers/index.ts'
import { SettingsError } from '../settings.ts'
import type { LogRecord } from './write-line.ts'

/** How many causes are followed, which also ends a circular chain. */
const maxCauses = 4
const maxFrames = 20

/** `    at run (/var/task/index.js:10:5)`: the place only, since a function's name can be made from data. */
const framePattern = /^ {4}at (?:.*\()?([^\s()]+:\d+:\d+)\)?$/

/**
 * An error's class, its code and where it was thrown, for the log.
 *
 * Never its message, unless it is one of ours: libraries put what they were given into messages, and that may be a token,
 * a claim or a body. Nothing that the error's own getters do, throwing included, can make this fail.
 */
export function describeError(error: unknown): LogRecord {
  return describe(error, maxCauses)
}

function describe(error: unknown, causesLeft: number): LogRecord {
  // What is not an error may be anyone's data: `throw user` would log a person's name as the error's class.
  if (!types.isNativeError(error)) return { name: `thrown ${typeof error}` }
  const cause = memberOf(error, 'cause')
  return {
    name: wordOf(error, 'name', /^[A-Za-z][A-Za-z0-9]{0,60}$/) ?? 'Error',
    code: wordOf(error, 'code', /^[A-Z][A-Z0-9_]{0,60}$/),
    message: ownMessageOf(error),
    at: placesOf(error),
    cause: cause === undefined || causesLeft === 0 ? undefined : describe(cause, causesLeft - 1),
  }
}

/** The messages of these two name claims and variables, never their values, and say what to fix. */
function ownMessageOf(error: object): string | undefined {
  return error instanceof SettingsError || error instanceof ClaimsError ? error.message : undefined
}

function placesOf(error: object): readonly string[] | undefined {
  const stack = memberOf(error, 'stack')
  const message = memberOf(error, 'message')
  if (typeof stack !== 'string' || typeof message !== 'string') return undefined
  // The stack begins with the message, whose own lines may look like frames. If the
  // stack does not contain it, or no frame follows it, the frames cannot be told apart.
  const start = stack.indexOf(`${message}\n    at `)
  if (start === -1) return undefined
  const places = stack
    .slice(start + message.length + 1)
    .split('\n', maxFrames)
    .map(placeOf)
  return places.filter((place) => place !== undefined)
}

function placeOf(line: string): string | undefined {
  return framePattern.exec(line)?.[1]
}

/** A short word of a known form, or undefined: names and codes are chosen by authors and are not data. */
function wordOf(error: object, member: string, form: RegExp): string | undefined {
  const value = memberOf(error, member)
  return typeof value === 'string' && form.test(value) ? value : undefined
}

function memberOf(error: object, member: string): unknown {
  try {
    return (error as Record<string, unknown>)[member]
  } catch {
    return undefined
  }
}
