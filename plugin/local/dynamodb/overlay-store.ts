import type { Item, Store, SubDb } from 'dynalite/db/index.js'

/** A store that keeps what is written to it until it is committed; what is not written is read from below. */
export interface OverlayStore {
  readonly store: Store
  /** Writes everything down in one batch of LevelDB: all of it or nothing. */
  commit(): Promise<void>
}

/** Nobody else may write to `below` meanwhile. */
export function createOverlay(below: Store): OverlayStore {
  /** By whole key, as dynalite keeps it: `item-notes~` and the key of the item. Undefined for what was deleted. */
  const written = new Map<string, Item | undefined>()

  function view(prefix: string, own: SubDb): SubDb {
    const write = (key: string, item: Item | undefined, done: () => void) => {
      written.set(prefix + key, item)
      setImmediate(done)
    }
    return {
      get(key, done) {
        if (!written.has(prefix + key)) return own.get(key, done)
        setImmediate(() => done(null, written.get(prefix + key)))
      },
      put: (key, item, done) => write(key, item, () => done(null)),
      del: (key, done) => write(key, undefined, () => done(null)),
      lock: (_key, work) => work((done) => done),
    }
  }

  return {
    store: {
      ...below,
      getItemDb: (table) => view(`item-${table}~`, below.getItemDb(table)),
      getIndexDb: (type, table, index) =>
        view(`index-${type.toLowerCase()}~${table}~${index}~`, below.getIndexDb(type, table, index)),
    },
    commit: () =>
      below.db.batch(
        [...written].map(([key, value]) => (value ? { type: 'put', key, value } : { type: 'del', key })),
      ),
  }
}
