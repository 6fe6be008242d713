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
