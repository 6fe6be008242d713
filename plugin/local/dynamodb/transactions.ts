import { createHash } from 'node:crypto'
import db, { type Item, type Store } from 'dynalite/db/index.js'
import { type Action, type ActionName, existingItem, placeOf, readAction, runAction } from './actions.ts'
import { bodyOf, DynamoError, dynamodb, typeOf, validationError } from './dynamo-error.ts'
import { createOverlay } from './overlay-store.ts'

// Source of all limits and texts: DynamoDB API reference, TransactWriteItems and TransactGetItems.

const maxItems = 100
const maxBytes = 4 * 1024 * 1024
const tokenMs = 10 * 60 * 1000

export type Transact = (input: Readonly<Record<string, unknown>>) => Promise<object>

const writes: Readonly<Record<string, ActionName>> = {
  Put: 'PutItem',
  Update: 'UpdateItem',
  Delete: 'DeleteItem',
  ConditionCheck: 'DeleteItem',
}

interface Write {
  readonly action: Action
  /** Only its condition counts. */
  readonly isCheck: boolean
  readonly returnsOld: boolean
}

/**
 * `TransactWriteItems` on dynalite's own actions: each runs on an overlay of the store, and only if all succeed, what they wrote is
 * written down at once. To be called while nobody else works on the table.
 *
 * @param now milliseconds, of a clock that nobody sets.
 * @throws what `bodyOf` reads: `TransactionCanceledException` with a reason for each item, `ValidationException`,
 * `IdempotentParameterMismatchException`.
 */
export function createTransactWrite(store: Store, now: () => number): Transact {
  const done = new Map<string, { readonly digest: string; readonly atMs: number }>()
  return async (input) => {
    const { ClientRequestToken: token } = input
    forget(done, now() - tokenMs)
    if (token !== undefined && !isToken(token))
      throw validationError('ClientRequestToken must have 1 to 36 characters')
    const digest = createHash('sha256').update(JSON.stringify(input)).digest('hex')
    const before = token === undefined ? undefined : done.get(token)
    if (before && before.digest !== digest) throw mismatch()
    if (before) return {}
    const answer = await write(store, input)
    if (token !== undefined) done.set(token, { digest, atMs: now() })
    return answer
  }
}

/** The oldest come first. */
function forget(done: Map<string, { readonly atMs: number }>, beforeMs: number): void {
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

async function write(store: Store, input: Readonly<Record<string, unknown>>): Promise<object> {
  const items = readItems(input).map((item) => readWrite(store, item, input.ReturnConsumedCapacity))
  await assertDistinct(
    store,
    items.map(({ action }) => action),
  )
  assertSize(items)
  const overlay = createOverlay(store)
  const answers: Record<string, unknown>[] = []
  const reasons: object[] = []
  for (const item of items) {
    const target = item.isCheck ? createOverlay(overlay.store) : overlay
    try {
      answers.push(await runAction(target.store, item.action))
      reasons.push({ Code: 'None' })
    } catch (error) {
      reasons.push(await readReason(overlay.store, item, error))
    }
  }
  if (answers.length < items.length) throw canceled(reasons)
  await overlay.commit()
  return capacityOf(answers)
}

function readItems({
  TransactItems: items,
}: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>>[] {
  if (!Array.isArray(items) || items.length === 0 || items.length > maxItems)
    throw validationError(
      `1 validation error detected: Value at 'transactItems' failed to satisfy constraint: Member must have length less than or equal to ${maxItems} and greater than or equal to 1`,
    )
  for (const item of items)
    if (typeof item !== 'object' || item === null || Object.values(item).filter(Boolean).length !== 1)
      throw validationError('TransactItems can only contain one of Check, Put, Update or Delete')
  return items
}

function readWrite(store: Store, item: Readonly<Record<string, unknown>>, capacity: unknown): Write {
  const [[kind = '', input] = []] = Object.entries(item)
  const name = Object.hasOwn(writes, kind) ? writes[kind] : undefined
  if (!name || typeof input !== 'object' || input === null)
    throw validationError('TransactItems can only contain one of Check, Put, Update or Delete')
  const isCheck = kind === 'ConditionCheck'
  const { ReturnValuesOnConditionCheckFailure: old, ConditionExpression: condition } = input as Record<
    string,
    unknown
  >
  if (isCheck && condition === undefined)
    throw validationError('The parameter ConditionExpression is required for a ConditionCheck')
  return {
    action: readAction(store, name, {
      ...input,
      ...(capacity !== undefined && { ReturnConsumedCapacity: capacity }),
    }),
    isCheck,
    returnsOld: old === 'ALL_OLD',
  }
}

async function assertDistinct(store: Store, actions: readonly Action[]): Promise<void> {
  const places = new Set<string>()
  for (const action of actions) {
    // A key that does not fit is a reason of its own, once the action runs.
    const place = await placeOf(store, action).catch((error: unknown) => {
      if (typeOf(error) === 'ResourceNotFoundException') throw error
      return undefined
    })
    const name = place && JSON.stringify(place)
    if (name && places.has(name))
      throw validationError('Transaction request cannot include multiple operations on one item')
    if (name) places.add(name)
  }
}

function assertSize(items: readonly Write[]): void {
  const bytes = items.reduce(
    (sum, { action: { data } }) => sum + db.itemSize((data.Item ?? data.Key) as Item),
    0,
  )
  if (bytes > maxBytes) throw validationError('Transaction request cannot be larger than 4 MB')
}

async function readReason(store: Store, { action, returnsOld }: Write, error: unknown): Promise<object> {
  const body = bodyOf(error)
  if (!body) throw error
  const { message: Message } = body
  if (typeOf(error) !== 'ConditionalCheckFailedException') return { Code: 'ValidationError', Message }
  const Item = returnsOld ? await existingItem(store, action) : undefined
  return { Code: 'ConditionalCheckFailed', Message, ...(Item && { Item }) }
}

function canceled(reasons: readonly object[]): DynamoError {
  const codes = reasons.map((reason) => (reason as { Code: string }).Code).join(', ')
  const message = `Transaction cancelled, please refer cancellation reasons for specific reasons [${codes}]`
  const more = { Message: message, CancellationReasons: reasons }
  return new DynamoError(dynamodb('TransactionCanceledException'), message, more)
}

/** A transaction takes twice the capacity: it prepares and commits. */
function capacityOf(answers: readonly Record<string, unknown>[]): object {
  const units = new Map<string, number>()
  for (const { ConsumedCapacity: consumed } of answers) {
    const { TableName: table, CapacityUnits: count } = (consumed ?? {}) as {
      TableName?: string
      CapacityUnits?: number
    }
    if (table !== undefined && count !== undefined) units.set(table, (units.get(table) ?? 0) + 2 * count)
  }
  if (units.size === 0) return {}
  return { ConsumedCapacity: [...units].map(([TableName, CapacityUnits]) => ({ TableName, CapacityUnits })) }
}

/** `TransactGetItems`. To be called while nobody else works on the table. @throws what `bodyOf` reads. */
export function createTransactGet(store: Store): Transact {
  return async (input) => {
    const actions = readItems(input).map((item) => {
      const { Get: get } = item
      if (typeof get !== 'object' || get === null) throw validationError('TransactItems can only contain Get')
      const capacity = input.ReturnConsumedCapacity
      return readAction(store, 'GetItem', {
        ...get,
        ...(capacity !== undefined && { ReturnConsumedCapacity: capacity }),
      })
    })
    await assertDistinct(store, actions)
    const answers: Record<string, unknown>[] = []
    for (const action of actions) answers.push(await runAction(store, action))
    return { Responses: answers.map(({ Item }) => (Item ? { Item } : {})), ...capacityOf(answers) }
  }
}
