import db, { type Item, type Store } from 'dynalite/db/index.js'
import { isObject } from '../../../providers/read-claim.ts'
import { type Action, type ActionName, existingItem, placeOf, readAction, runAction } from './actions.ts'
import { bodyOf, DynamoError, dynamodb, typeOf, validationError } from './dynamo-error.ts'
import { createOverlay } from './overlay-store.ts'

// Source of all limits and texts: DynamoDB API reference, TransactWriteItems and TransactGetItems.

const maxItems = 100
const maxBytes = 4 * 1024 * 1024

const writes: Readonly<Record<string, ActionName>> = {
  Put: 'PutItem',
  Update: 'UpdateItem',
  Delete: 'DeleteItem',
  ConditionCheck: 'DeleteItem',
}

type Input = Readonly<Record<string, unknown>>

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
 * @throws what `bodyOf` reads: `TransactionCanceledException` with a reason for each item, `ValidationException`.
 */
export async function transactWrite(store: Store, input: Input): Promise<object> {
  const items = readItems(input).map((item) => readWrite(store, item, input))
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

function readItems({ TransactItems: items }: Input): Input[] {
  if (!Array.isArray(items) || items.length === 0 || items.length > maxItems)
    throw validationError(
      `1 validation error detected: Value at 'transactItems' failed to satisfy constraint: Member must have length less than or equal to ${maxItems} and greater than or equal to 1`,
    )
  for (const item of items)
    if (!isObject(item) || Object.values(item).filter(Boolean).length !== 1)
      throw validationError('TransactItems can only contain one of Check, Put, Update or Delete')
  return items
}

function readWrite(store: Store, item: Input, transaction: Input): Write {
  const [[kind = '', input] = []] = Object.entries(item)
  const name = Object.hasOwn(writes, kind) ? writes[kind] : undefined
  if (!name || !isObject(input))
    throw validationError('TransactItems can only contain one of Check, Put, Update or Delete')
  const isCheck = kind === 'ConditionCheck'
  const { ReturnValuesOnConditionCheckFailure: old, ConditionExpression: condition } = input
  if (isCheck && condition === undefined)
    throw validationError('The parameter ConditionExpression is required for a ConditionCheck')
  return {
    action: readAction(store, name, withCapacity(input, transaction)),
    isCheck,
    returnsOld: old === 'ALL_OLD',
  }
}

/** The capacity is asked for by the whole transaction, and counted item by item. */
function withCapacity(item: Input, { ReturnConsumedCapacity: capacity }: Input): Input {
  return capacity === undefined ? item : { ...item, ReturnConsumedCapacity: capacity }
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
export async function transactGet(store: Store, input: Input): Promise<object> {
  const actions = readItems(input).map(({ Get: get }) => {
    if (!isObject(get)) throw validationError('TransactItems can only contain Get')
    return readAction(store, 'GetItem', withCapacity(get, input))
  })
  await assertDistinct(store, actions)
  const answers: Record<string, unknown>[] = []
  for (const action of actions) answers.push(await runAction(store, action))
  return { Responses: answers.map(({ Item }) => (Item ? { Item } : {})), ...capacityOf(answers) }
}
