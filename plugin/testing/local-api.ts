import type { BrokenTokenName } from '../../authorizer/broken-tokens/all.ts'
import type { RequestDetails } from '../local/console/api-types.ts'
import type { UserDocument } from '../local/issuer/users/user-document.ts'
import type { TokenRequest } from '../local/issuer-client.ts'

/** Which token. */
export interface TokenOptions extends TokenRequest {
  /** Breaks it. */
  readonly broken?: BrokenTokenName | undefined
}

/** As of `fetch`, and who calls. */
export interface FetchOptions extends RequestInit {
  /** Calls with an access token of this local user, who is created if missing. */
  readonly user?: string | undefined
  /** Calls with this token, or with one made so. */
  readonly token?: string | TokenOptions | undefined
}

/** A local user to be added. */
export interface NewUser {
  /** Or the part before `@example.com`. */
  readonly email: string
  /** @default none */
  readonly groups?: readonly string[] | undefined
  /** Plain names of the scopes that access tokens may contain. @default all of the service */
  readonly permissions?: readonly string[] | undefined
  /** @default made of the email */
  readonly name?: string | undefined
  /** Custom claims, which tokens have where the provider puts them. @default none */
  readonly claims?: Readonly<Record<string, unknown>> | undefined
  /** At least 8 characters. @default none: the user chooses it at sign-up */
  readonly password?: string | undefined
}

export interface Users {
  /** All users of the run, in order of their emails. */
  list(): Promise<UserDocument[]>
  /** @throws {Error} `ERR_REQUEST_REFUSED` for an email that is taken or a value that is invalid, with the reason. */
  add(user: NewUser): Promise<UserDocument>
}

/** A local run of a service, and what a test needs of it. Times are milliseconds since the epoch. */
export interface LocalApi extends AsyncDisposable {
  /** Of the API, without a slash at the end: `http://localhost:43210`. */
  readonly url: string
  /** Origin of console and sign-in pages; undefined with `--issuer`. */
  readonly consoleUrl: string | undefined
  /** The console's address with the key of the run, for a browser; undefined with `--issuer`. */
  readonly consoleLink: string | undefined
  /**
   * A token of the local issuer, as a sign-in would give it.
   *
   * @throws {Error} `ERR_NO_ISSUER` for a run that accepts a real tenant's tokens (`--issuer`), `ERR_TOKEN_REFUSED` with the reason,
   * `ERR_OPTION_INVALID` for an unknown `broken`, with the list.
   */
  token(options?: TokenOptions): Promise<string>
  /**
   * Calls the API. Without `user` and `token` the request has no token, unless `headers` have one.
   *
   * @param path from the slash on, with its query.
   * @throws {Error} as `token`, and as `fetch` does.
   */
  fetch(path: string, options?: FetchOptions): Promise<Response>
  readonly users: Users
  /** The latest requests that the gateway has answered (at most 50), oldest first, each with the reason of a refusal. */
  requests(): Promise<RequestDetails[]>
  /** What functions and the run have printed, oldest first: the latest 10,000 lines. */
  logs(): Promise<string[]>
  /**
   * Back to the start: no rows, no requests, no lines, and the users that there were. Functions keep what they have in memory.
   *
   * Rows in a DynamoDB that is not part of the run (`--dynamodb`) stay.
   *
   * @throws {Error} `ERR_NO_ISSUER` for a run that accepts a real tenant's tokens (`--issuer`).
   */
  reset(): Promise<void>
  /** Ends the run and deletes its temporary state. */
  close(): Promise<void>
}
