import { randomUUID } from 'node:crypto'
import type { Principal } from '../index.ts'
import { type AskTable, connectTable } from './connect-table.ts'
import type { Preconditions } from './preconditions.ts'
import type { Profile, ProfileInput } from './schema.ts'
import { writeCondition } from './write-condition.ts'

/** A row: the partition key is `key`. Only this file writes it. */
interface Row extends Pick<Profile, 'createdAt' | 'updatedAt' | 'version'> {
  readonly key: string
  readonly profile: ProfileInput
}

/** Whose profile. `key` is issuer and subject together, so equal subjects of two issuers never meet. */
type Owner = Pick<Principal, 'key'>

export interface PutResult {
  readonly profile: Profile
  /** There was none before. */
  readonly isNew: boolean
}

export interface ProfileStoreOptions {
  readonly tableName: string
  /** @default `connectTable()` */
  readonly table?: AskTable
  /** @default the machine's clock */
  readonly now?: () => Date
}

/**
 * Keeps one profile an owner, in DynamoDB. A write is one command that holds its condition, with no reading before:
 * writes that race are made one after the other or refused, each as a whole, and answered so.
 *
 * Every method throws `HttpProblem` `ERR_UNAVAILABLE` (503) while the table cannot answer: see `AskTable`.
 */
export class ProfileStore {
  readonly #tableName: string
  readonly #askTable: AskTable
  readonly #now: () => Date

  constructor({ tableName, table = connectTable(), now = () => new Date() }: ProfileStoreOptions) {
    this.#tableName = tableName
    this.#askTable = table
    this.#now = now
  }

  /** The profile with every write that was answered before, or null when there is none. */
  async get({ key }: Owner): Promise<Profile | null> {
    const command = { TableName: this.#tableName, Key: { key }, ConsistentRead: true }
    const { Item } = await this.#askTable('GetItem', command)
    return Item ? toProfile(Item as unknown as Row) : null
  }

  /**
   * Creates the profile, or replaces it as a whole.
   *
   * @throws {HttpProblem} `ERR_PRECONDITION_FAILED` (412) when the stored profile is not as `preconditions` ask.
   */
  async put({ key }: Owner, input: ProfileInput, preconditions: Preconditions): Promise<PutResult> {
    const now = this.#now().toISOString()
    const version = randomUUID()
    const condition = writeCondition(preconditions, 'version = :version')
    const { Attributes } = await this.#askTable('UpdateItem', {
      TableName: this.#tableName,
      Key: { key },
      UpdateExpression:
        'SET profile = :profile, createdAt = if_not_exists(createdAt, :now), updatedAt = :now, version = :version',
      ...condition,
      ExpressionAttributeValues: {
        ...condition.ExpressionAttributeValues,
        ':profile': input,
        ':now': now,
        ':version': version,
      },
      ReturnValues: 'ALL_OLD',
    })
    const before = Attributes as Row | undefined
    const createdAt = before?.createdAt ?? now
    return { profile: { ...input, createdAt, updatedAt: now, version }, isNew: isNew(before, version) }
  }

  /**
   * Deletes the profile. Deleting nothing succeeds, preconditions or not: what was asked for is so already
   * (RFC 9110 section 13.1.1 allows it), and a caller whose answer was lost can ask again.
   *
   * @throws {HttpProblem} `ERR_PRECONDITION_FAILED` (412) when there is a profile that is not as `preconditions` ask.
   */
  async delete({ key }: Owner, preconditions: Preconditions): Promise<void> {
    const condition = writeCondition(preconditions, 'attribute_not_exists(version)')
    await this.#askTable('DeleteItem', { TableName: this.#tableName, Key: { key }, ...condition })
  }
}

function toProfile({ profile, createdAt, updatedAt, version }: Row): Profile {
  return { ...profile, createdAt, updatedAt, version }
}

/** When an answer is lost, the command is sent again; the row before is then the one that this call wrote. */
function isNew(before: Row | undefined, version: string): boolean {
  return before === undefined || (before.version === version && before.createdAt === before.updatedAt)
}
