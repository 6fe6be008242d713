/** `true` if the two types are the same, not merely assignable to each other. */
export type Equals<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false

/** Does not compile unless `Check` is `true`. */
export function assertType<Check extends true>(): Check | undefined {
  return undefined
}
