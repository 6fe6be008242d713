import type { JsonWebKey } from 'node:crypto'
import type { AwsKey } from '../../../../authorizer/iam/signed-request.ts'
import type { TokenUse } from '../../../../providers/index.ts'
import type { ProbeToken } from '../../../access/verify/probes.ts'
import type { Explanation } from '../../../explain/explanation.ts'
import type { SentRequirements } from '../../../handlers/requirements-messages.ts'
import type { DescribedRoute } from '../../../openapi/described-api.ts'
import type { LocalRoute } from '../../../service/service.ts'
import type { FunctionsDocument, InvocationDocument } from '../function-api-types.ts'
import type { ItemDocument, RowsDocument, RowsQuestionDocument, TableDocument } from '../table-api-types.ts'
import type { RequestHistory } from './request-history.ts'

/** The API that the console shows. */
export interface InspectedApi {
  readonly history: RequestHistory
  /** Waits for the service to be read, at the start of a run. */
  routes(): Promise<readonly LocalRoute[]>
  /** What is known of each function by its key. Takes a second or two: handlers are bundled and loaded for it. */
  functions(): Promise<ReadonlyMap<string, InspectedFunction>>
  /**
   * The routes with what their handlers require.
   *
   * @param asOf `now` waits until changed sources were read; `recently` is what was read last.
   */
  described(asOf: 'now' | 'recently'): Promise<readonly DescribedRoute[]>
  /** In front of every path: stage and prefix. Empty for the stage `$default`. */
  basePath(): Promise<string>
  /** The OpenAPI document of the service; absent where the handlers are not known. */
  readonly document?: () => Promise<object>
  /** Waits as `routes` does; absent where the API is not part of this run. */
  readonly parts?: () => Promise<RunParts>
  /** For an API that does not explain refusals: the gateway's explanation for this token on this route. */
  readonly explain?: (value: string | undefined, route: LocalRoute) => Promise<Explanation | undefined>
}

/** What else of a run the console works with. */
export interface RunParts {
  /** What callers of `aws_iam` routes sign with. */
  readonly signing?: { readonly key: AwsKey; readonly region: string }
  /** Tables that may be edited: embedded, or of a DynamoDB on this machine. */
  readonly tables?: ConsoleTables
  readonly functions?: ConsoleFunctions
}

export interface ConsoleFunctions {
  readonly list: FunctionsDocument
  /**
   * @param invocation the key or deployed name of a function, and its event as JSON.
   * @throws {UserError} for a function that there is not, or that does not run here, and for an event that is not JSON.
   */
  invoke(
    invocation: { readonly name: string; readonly event: string },
    signal: AbortSignal,
  ): Promise<InvocationDocument>
}

/** Each rejects with a `UserError` where the table refuses. */
export interface ConsoleTables {
  tables(): Promise<readonly TableDocument[]>
  rows(question: RowsQuestionDocument): Promise<RowsDocument>
  read(table: string, key: ItemDocument): Promise<ItemDocument | undefined>
  add(table: string, item: ItemDocument): Promise<void>
  /** @param before as it was read: another change of it since then is not overwritten */
  change(table: string, before: ItemDocument, item: ItemDocument): Promise<void>
  /** @returns what was deleted */
  delete(table: string, key: ItemDocument): Promise<ItemDocument | undefined>
}

export interface InspectedFunction {
  /** Of serverless.yml. */
  readonly description?: string | undefined
  /** JSON Schema of the body that the handler accepts, where it has one. */
  readonly bodySchema: object | undefined
  /** What the handler requires; undefined for one that `createHandler` did not make. */
  readonly requirements: SentRequirements | undefined
  /** What precedes its plain scopes in tokens. */
  readonly scopePrefix: string
  /** Undefined for a function that reads no principal. */
  readonly readPrincipal: ((event: object) => unknown) | undefined
}

/** What the console's server works with. */
export interface ConsoleApi extends InspectedApi {
  /** Without a slash at the end. */
  readonly apiUrl: string
  /** The accounts of the issuer; absent where the issuer is not part of this run. */
  readonly users?: ConsoleUsers
  /** The issuer's private keys, to sign broken tokens with; empty where the issuer is not part of this run. */
  readonly issuerKeys: readonly (JsonWebKey & { readonly kid: string })[]
  /** A token that holds exactly this; undefined where none can. Absent where the issuer is not part of this run. */
  readonly probeToken?: (wanted: ProbeToken) => Promise<string | undefined>
  /** Milliseconds since the epoch. */
  readonly now: () => number
}

export interface ConsoleUsers {
  /** Email addresses. */
  list(): readonly string[]
  /** A token for one of them, as a sign-in would give it. */
  token(email: string, use: TokenUse): Promise<string>
}
