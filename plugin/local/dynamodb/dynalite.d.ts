// dynalite ships no types. Only what the embedded table uses; times are milliseconds.
declare module 'dynalite' {
  import type { Server } from 'node:http'

  interface DynaliteOptions {
    /** Folder of the LevelDB store; in memory when absent. */
    path?: string
    createTableMs?: number
    deleteTableMs?: number
    updateTableMs?: number
  }

  function dynalite(options?: DynaliteOptions): Server
  export = dynalite
}

// Its insides, which are no public interface: the version is pinned exactly, and test/integration/dynamodb holds what is used.
declare module 'dynalite/db/index.js' {
  export type Callback<T = void> = (error: Error | null, value?: T) => void
  export type Item = Record<string, Record<string, unknown>>

  export interface SubDb {
    get(key: string, callback: Callback<Item>): void
    put(key: string, item: Item, callback: Callback): void
    del(key: string, callback: Callback): void
    /** Calls back once nobody else has the key; what is called with `release(callback)` gives it back. */
    lock(key: string, work: (release: <T>(callback: Callback<T>) => Callback<T>) => void): void
  }

  export interface Table {
    readonly TableName: string
    readonly KeySchema: readonly { readonly AttributeName: string }[]
  }

  export interface Store {
    readonly db: {
      batch(
        operations: readonly (
          | { readonly type: 'put'; readonly key: string; readonly value: Item }
          | { readonly type: 'del'; readonly key: string }
        )[],
      ): Promise<void>
    }
    getTable(name: string, callback: Callback<Table>): void
    getItemDb(table: string): SubDb
    getIndexDb(type: string, table: string, index: string): SubDb
  }

  interface Db {
    /** Called by `dynalite()` for its store. */
    create(options: object): Store
    createKey(item: Item, table: Table): string
    itemSize(item: Item): number
  }

  const db: Db
  // biome-ignore lint/style/noDefaultExport: CommonJS, seen from an ES module.
  export default db
}

declare module 'dynalite/validations/index.js' {
  interface Validations {
    checkTypes(data: object, types: object): Record<string, unknown>
    checkValidations(data: object, types: object, custom: unknown, store: object): void
  }

  const validations: Validations
  // biome-ignore lint/style/noDefaultExport: CommonJS, seen from an ES module.
  export default validations
}

declare module 'dynalite/validations/*' {
  const rules: { readonly types: object; readonly custom: unknown }
  // biome-ignore lint/style/noDefaultExport: CommonJS, seen from an ES module.
  export default rules
}

declare module 'dynalite/actions/*' {
  import type { Callback, Store } from 'dynalite/db/index.js'

  const act: (
    store: Store,
    data: Record<string, unknown>,
    callback: Callback<Record<string, unknown>>,
  ) => void
  // biome-ignore lint/style/noDefaultExport: CommonJS, seen from an ES module.
  export default act
}
