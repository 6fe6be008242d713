/** What the console's server and its page of the tables send each other. */

/** A value or item in DynamoDB's JSON: `{ "S": "a" }`, `{ "id": { "S": "a" } }`. */
export type ItemDocument = Readonly<Record<string, Readonly<Record<string, unknown>>>>

/** A table of the run. */
export interface TableDocument {
  readonly name: string
  /** The partition key, and the sort key where there is one; the type is `S`, `N` or `B`. */
  readonly keys: readonly { readonly name: string; readonly type: string }[]
}

/** Which rows of a table to look for. */
export interface RowsQuestionDocument {
  readonly table: string
  /** Words that a row must have; empty for all rows. */
  readonly filter: string
  /** Where the page before this one ended. */
  readonly start: ItemDocument | undefined
}

/** A row in short. */
export interface RowDocument {
  readonly key: ItemDocument
  /** The values of the key, in its order. */
  readonly keyTexts: readonly string[]
  /** The first of the others, with a short form of the value. */
  readonly attributes: readonly (readonly [name: string, value: string])[]
  readonly moreAttributes: number
  /** About, of its JSON. */
  readonly bytes: number
}

/** A page of rows. */
export interface RowsDocument {
  readonly rows: readonly RowDocument[]
  /** Where the next page starts; null at the end of the table. */
  readonly next: ItemDocument | null
  /** How many rows were looked at. */
  readonly looked: number
}
