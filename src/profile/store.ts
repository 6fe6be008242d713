import { randomUUID } from 'node:crypto'
import type { Principal } from '../index.ts'
import { type AskTable, connectTable } from './dynamodb/connect-table.ts'
import type { TableAddress } from './dynamodb/send-command.ts'
import type { Preconditions } from './preconditions.ts'
import type { Profile, ProfileInput } from './schema.ts'
import { writeCondition } from './write-condition.ts'

/** An item of the table: the partition key is `key`. Only this file writes it. */
interface Row extends Pick<Profile, 'createdAt' | 'updatedAt' | 'version'> {
  readonly key: string
  readonly profile: ProfileInput
}

/** Whose profile. `key` is issuer and subject together, so equal subjects of two issuers never share one. */
type Owner = Pick<Principal, 'key'>

export interface PutResult {
  readonly profile: Profile
  /** There was no profile before. */
  readonly isNew: boolean
}

export interface ProfileStoreOptions {
  readonly tableName: string
  /** Where the table is; undefined where AWS_REGION is not set. */
  readonly address?: TableAddress | undefined
  /** @default `connectTable(address)` */
  readonly table?: AskTable
  /** @default the machine's clock */
  readonly now?: () => Date
}

/**
 * Stores one profile per owner in DynamoDB. A write is one conditional command without a read before it: of racing
 * writes, each is either made as a whole or rejected.
 *
 * Every method throws `HttpProblem` `ERR_UNAVAILABLE` (503) while the table does not respond: see `AskTable`.
 */
export class ProfileStore {
  readonly #tableName: string
  readonly #askTable: AskTable
  readonly #now: () => Date

  constructor({
    tableName,
    address,
    table = connectTable(address),
    now = () => new Date(),
  }: ProfileStoreOptions) {
    this.#tableName = tableName
    this.#askTable = table
    this.#now = now
  }

  /** The profile, read consistently; null when there is none. */
  async get({ key }: Owner): Promise<Profile | null> {
    const command = { TableName: this.#tableName, Key: { key }, ConsistentRead: true }
    const { Item } = await this.#askTable('GetItem', command)
    return Item ? toProfile(Item as unknown as Row) : null
  }

  /**
   * Creates the profile, or replaces it as a whole.
   *
   * @throws {HttpProblem} `ERR_PRECONDITION_FAILED` (412) when the stored profile does not meet `preconditions`.
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
   * Deletes the profile. Deleting nothing succeeds, with or without preconditions: the state that was asked for is
   * already there (RFC 9110 section 13.1.1 allows this), so a caller whose response was lost can retry.
   *
   * @throws {HttpProblem} `ERR_PRECONDITION_FAILED` (412) when there is a profile that does not meet `preconditions`.
   */
  async delete({ key }: Owner, preconditions: Preconditions): Promise<void> {
    const condition = writeCondition(preconditions, 'attribute_not_exists(version)')
    await this.#askTable('DeleteItem', { TableName: this.#tableName, Key: { key }, ...condition })
  }
}

function toProfile({ profile, createdAt, updatedAt, version }: Row): Profile {
  return { ...profile, createdAt, updatedAt, version }
}

/** When a response is lost, the command is sent again; the old item is then the one that this call wrote. */
function isNew(before: Row | undefined, version: string): boolean {
  return before === undefined || (before.version === version && before.createdAt === before.updatedAt)
}
