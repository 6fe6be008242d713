/** What calls the function, and so how its event looks. */
export type EventFormat =
  /** An HTTP API with payload format 2.0, its default. */
  | '2.0'
  /** An HTTP API with payload format 1.0. */
  | '1.0'
  /** A REST API. */
  | 'rest'
  /** A Lambda function URL. */
  | 'url'

type Text = string | number | boolean

/** A request as a client sends it. */
export interface RequestParts {
  /** @default '2.0' */
  readonly format?: EventFormat | undefined
  /** The method of an `ANY` route or of `$default`. @default GET */
  readonly method?: string | undefined
  /** Values of the route's variables, as the function reads them: `{ id: 'a b' }`. */
  readonly path?: Readonly<Record<string, string | number>> | undefined
  /** The path as sent, percent-encoded, where the route does not say it: `/old/page` on `$default`. @default made of route and `path` */
  readonly rawPath?: string | undefined
  /** A list is sent as several parameters of one name. */
  readonly query?: Readonly<Record<string, Text | readonly Text[] | undefined>> | undefined
  /** A list is sent as several lines. @default `host` and `user-agent` */
  readonly headers?: Readonly<Record<string, string | readonly string[] | undefined>> | undefined
  /** Text and bytes are sent as they are; anything else is sent as JSON, with its content type. */
  readonly body?: unknown
  /** @default '$default', and 'dev' for a REST API */
  readonly stage?: string | undefined
  /** @default none */
  readonly stageVariables?: Readonly<Record<string, string>> | undefined
  /** The client's address. @default '203.0.113.24' */
  readonly sourceIp?: string | undefined
  /** As the gateway names the request; it is in problems and in the log. @default a new one */
  readonly requestId?: string | undefined
  /** When the request comes, milliseconds since the epoch. @default now */
  readonly nowMs?: number | undefined
}
