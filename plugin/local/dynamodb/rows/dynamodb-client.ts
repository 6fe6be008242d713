import { signRequest } from '../../../../authorizer/iam/sign-request.ts'
import type { AwsKey } from '../../../../authorizer/iam/signed-request.ts'
import { UserError } from '../../../user-error.ts'

/** A DynamoDB, and what requests to it are signed with. */
export interface DynamodbPlace {
  /** Without a slash at the end. */
  readonly endpoint: string
  readonly region: string
  readonly key: AwsKey
}

/** One operation of DynamoDB, its input and output as the JSON that goes over the wire. */
export type Dynamodb = <Output>(operation: string, input: object) => Promise<Output>

/**
 * DynamoDB's own JSON, without the SDK: values keep their types, numbers their digits, and binary stays base64.
 *
 * @throws {UserError} `ERR_DYNAMODB_REFUSED` with its reason, `ERR_CONDITION_FAILED` for an unmet condition,
 * `ERR_DYNAMODB_UNREACHABLE`.
 */
export function createDynamodb({ endpoint, region, key }: DynamodbPlace, now: () => number): Dynamodb {
  return async <Output>(operation: string, input: object) => {
    const body = JSON.stringify(input)
    const signed = await signRequest(
      { method: 'POST', host: new URL(endpoint).host, target: '/', body: Buffer.from(body) },
      { key, region, service: 'dynamodb', nowMs: now() },
    )
    const response = await fetch(`${endpoint}/`, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-amz-json-1.0',
        'x-amz-target': `DynamoDB_20120810.${operation}`,
        ...Object.fromEntries(signed),
      },
      body,
    }).catch((cause: Error) => {
      throw new UserError('ERR_DYNAMODB_UNREACHABLE', 'The table does not respond. Try again.', { cause })
    })
    const output = (await response.json().catch(() => ({}))) as Output & Refusal
    if (response.ok) return output
    throw toError(output)
  }
}

interface Refusal {
  readonly __type?: string
  readonly message?: string
  readonly Message?: string
}

function toError({ __type = 'an error', message, Message }: Refusal): UserError {
  const name = __type.split('#').at(-1) ?? __type
  const code = name === 'ConditionalCheckFailedException' ? 'ERR_CONDITION_FAILED' : 'ERR_DYNAMODB_REFUSED'
  return new UserError(code, `DynamoDB refuses it (${name}): ${message ?? Message ?? 'without a reason'}`)
}
