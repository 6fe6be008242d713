import { createHash } from 'node:crypto'
import { DynamoError, dynamodb, validationError } from './dynamo-error.ts'

/** An operation on several items: settles with its answer. @throws what `bodyOf` reads. */
export type Transact = (input: Readonly<Record<string, unknown>>) => Promise<object>

const keptMs = 10 * 60 * 1000

interface Done {
  readonly digest: string
  readonly atMs: number
}

/**
 * Does what has the same `ClientRequestToken` once within ten minutes, and answers `{}` to the repetition. What failed may be tried
 * again. Source: DynamoDB API reference, TransactWriteItems.
 *
 * @param now milliseconds, of a clock that nobody sets.
 * @throws `ValidationException`, or `IdempotentParameterMismatchException` for a token that came with other parameters.
 */
export function onceByToken(transact: Transact, now: () => number): Transact {
  const done = new Map<string, Done>()
  return async (input) => {
    const { ClientRequestToken: token } = input
    if (token === undefined) return transact(input)
    if (!isToken(token)) throw validationError('ClientRequestToken must have 1 to 36 characters')
    forget(done, now() - keptMs)
    const digest = createHash('sha256').update(JSON.stringify(input)).digest('hex')
    const before = done.get(token)
    if (before && before.digest !== digest) throw mismatch()
    if (before) return {}
    const answer = await transact(input)
    done.set(token, { digest, atMs: now() })
    return answer
  }
}

/** The oldest come first. */
function forget(done: Map<string, Done>, beforeMs: number): void {
  for (const [token, { atMs }] of done) {
    if (atMs >= beforeMs) return
    done.delete(token)
  }
}

function isToken(token: unknown): token is string {
  return typeof token === 'string' && token.length >= 1 && token.length <= 36
}

function mismatch(): DynamoError {
  const message = 'The provided client token was used with other parameters before.'
  return new DynamoError(dynamodb('IdempotentParameterMismatchException'), message, { Message: message })
}
