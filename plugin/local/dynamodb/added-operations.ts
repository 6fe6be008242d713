import type { Store } from 'dynalite/db/index.js'
import { isObject } from '../../../providers/read-claim.ts'
import { type ActionName, existingItem, isActionName, readAction, runAction } from './actions.ts'
import { onceByToken, type Transact } from './client-tokens.ts'
import { bodyOf, DynamoError, service, typeOf } from './dynamo-error.ts'
import { transactGet, transactWrite } from './transactions.ts'
import { describeUnsupported } from './unsupported.ts'

/** An operation that dynalite does not have: answers with its result or refuses with what `bodyOf` reads. */
export type AddedOperation = () => Promise<object>

/**
 * Finds what a request needs that dynalite does not have: transactions, `ReturnValuesOnConditionCheckFailure`, and a clear error for
 * what the embedded table does not support. The work is to be done while nobody else works on the table.
 *
 * @param log is told of each unsupported operation once.
 */
export function createAddedOperations(store: Store, log: (line: string) => void) {
  const transactions: Readonly<Record<string, Transact>> = {
    TransactWriteItems: onceByToken(
      (input) => transactWrite(store, input),
      () => performance.now(),
    ),
    TransactGetItems: (input) => transactGet(store, input),
  }
  const told = new Set<string>()

  /** Undefined for what dynalite does by itself. */
  return (target: string, body: Buffer): AddedOperation | undefined => {
    const problem = describeUnsupported(target)
    if (problem !== undefined) {
      if (!told.has(target)) log(problem)
      told.add(target)
      return async () => {
        throw new DynamoError(service('UnknownOperationException'), problem)
      }
    }
    const operation = target.split('.')[1] ?? ''
    const transact = Object.hasOwn(transactions, operation) ? transactions[operation] : undefined
    if (transact) return () => transact(readObject(body))
    // Looked for in the bytes first: few requests have it, and the others are not parsed twice.
    const mayReturnOld = isActionName(operation) && body.includes('"ReturnValuesOnConditionCheckFailure"')
    return mayReturnOld ? () => runReturningOld(store, operation, readObject(body)) : undefined
  }
}

function readObject(body: Buffer): Readonly<Record<string, unknown>> {
  try {
    const input: unknown = JSON.parse(body.toString())
    if (isObject(input)) return input
  } catch {
    // Answered as anything else that is not an object.
  }
  throw new DynamoError(service('SerializationException'), 'The request cannot be read.')
}

async function runReturningOld(
  store: Store,
  operation: ActionName,
  input: Readonly<Record<string, unknown>>,
): Promise<object> {
  const action = readAction(store, operation, input)
  try {
    return await runAction(store, action)
  } catch (error) {
    const body = bodyOf(error)
    const wantsOld = input.ReturnValuesOnConditionCheckFailure === 'ALL_OLD'
    if (!body || !wantsOld || typeOf(error) !== 'ConditionalCheckFailedException') throw error
    const Item = await existingItem(store, action)
    throw new DynamoError(String(body.__type), String(body.message), Item && { Item })
  }
}
