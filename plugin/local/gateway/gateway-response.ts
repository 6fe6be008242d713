/** Header lines in the order in which they are sent; a name may come twice (`set-cookie`). Names are lower case. */
export type HeaderLines = readonly (readonly [name: string, value: string])[]

/** A whole HTTP answer, before it is written to a socket. */
export interface Answer {
  readonly status: number
  readonly headers: HeaderLines
  readonly body: string | Buffer
}
