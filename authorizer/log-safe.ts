declare const mark: unique symbol

/**
 * Text that may go into a log: kinds, counts, ages and settings, never what is in a token. Plain text does not have this type,
 * so a claim's value cannot get there by mistake.
 */
export type LogSafeText = string & { readonly [mark]: 'log-safe' }

/** Words written in the source, with numbers and other log-safe text among them. */
export function logSafe(
  words: TemplateStringsArray,
  ...values: readonly (number | LogSafeText)[]
): LogSafeText {
  return vouchFor(String.raw({ raw: words }, ...values))
}

/** For text that comes from settings, from a fixed list or from the issuer's own documents, and from no token. */
export function vouchFor(text: string): LogSafeText {
  return text as LogSafeText
}

/** What kind of JSON value was found in place of the expected one, without the value. */
export function describeKind(value: unknown): LogSafeText {
  if (value === undefined) return logSafe`none`
  if (value === null) return logSafe`null`
  if (Array.isArray(value)) return logSafe`a list`
  return typeof value === 'object' ? logSafe`an object` : logSafe`a ${vouchFor(typeof value)}`
}
