import deleteItem from 'dynalite/actions/deleteItem.js'
import getItem from 'dynalite/actions/getItem.js'
import putItem from 'dynalite/actions/putItem.js'
import updateItem from 'dynalite/actions/updateItem.js'
import db, { type Callback, type Item, type Store, type Table } from 'dynalite/db/index.js'
import deleteItemRules from 'dynalite/validations/deleteItem.js'
import getItemRules from 'dynalite/validations/getItem.js'
import validations from 'dynalite/validations/index.js'
import putItemRules from 'dynalite/validations/putItem.js'
import updateItemRules from 'dynalite/validations/updateItem.js'

const actions = {
  PutItem: { act: putItem, rules: putItemRules },
  UpdateItem: { act: updateItem, rules: updateItemRules },
  DeleteItem: { act: deleteItem, rules: deleteItemRules },
  GetItem: { act: getItem, rules: getItemRules },
}

export type ActionName = keyof typeof actions

/** A request on one item that dynalite has read and found valid. */
export interface Action {
  readonly name: ActionName
  readonly data: Readonly<Record<string, unknown>>
}

export function isActionName(name: string): name is ActionName {
  return Object.hasOwn(actions, name)
}

/** @throws what `bodyOf` reads: `ValidationException`, `SerializationException`. */
export function readAction(store: Store, name: ActionName, input: object): Action {
  const { types, custom } = actions[name].rules
  const data = validations.checkTypes(structuredClone(input), types)
  validations.checkValidations(data, types, custom, store)
  return { name, data }
}

/** @throws what `bodyOf` reads, such as `ConditionalCheckFailedException`. */
export function runAction(store: Store, { name, data }: Action): Promise<Record<string, unknown>> {
  return called((done) => actions[name].act(store, { ...data }, done))
}

/** The table of an action, and the key of its item there. */
export async function placeOf(store: Store, { data }: Action): Promise<{ table: string; key: string }> {
  const table = String(data.TableName)
  const definition = await called<Table>((done) => store.getTable(table, done))
  // Of an item, the attributes of its key count.
  return { table, key: db.createKey((data.Key ?? data.Item) as Item, definition) }
}

export async function existingItem(store: Store, action: Action): Promise<Item | undefined> {
  const { table, key } = await placeOf(store, action)
  return called<Item | undefined>((done) => store.getItemDb(table).get(key, done))
}

function called<T>(work: (done: Callback<T>) => void): Promise<T> {
  const { promise, resolve, reject } = Promise.withResolvers<T>()
  work((error, value) => {
    if (error && error.name !== 'NotFoundError') reject(error)
    else if (error && 'body' in error) reject(error)
    else resolve(value as T)
  })
  return promise
}
