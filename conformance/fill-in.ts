/** A case names something that this run does not have, such as an issuer that nobody started. */
export class UnknownNameError extends Error {
  override readonly name = 'UnknownNameError'

  constructor(key: string) {
    super(`{{${key}}} stands for nothing here`)
  }
}

/** What `{{name}}` stands for, by name. */
export type Names = ReadonlyMap<string, string>

const wholeTime = /^\{\{now([+-]\d+)?\}\}$/
const name = /\{\{([a-z][\w.-]*)\}\}/g

/**
 * Fills in the names in the texts of a JSON value: `{{issuer.main}}` becomes what it stands for, `{{pad.9000}}` a text of
 * that length, and a text that is nothing but `{{now+60}}` becomes a number, the seconds since the epoch.
 *
 * @param nowSeconds what `{{now}}` is.
 * @throws {UnknownNameError} for a name that stands for nothing.
 */
export function fillIn(value: unknown, names: Names, nowSeconds: number): unknown {
  if (typeof value === 'string') return fillInText(value, names, nowSeconds)
  if (Array.isArray(value)) return value.map((item) => fillIn(item, names, nowSeconds))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, fillIn(item, names, nowSeconds)]),
  )
}

function fillInText(text: string, names: Names, nowSeconds: number): string | number {
  const [whole, offset = '0'] = wholeTime.exec(text) ?? []
  return whole === undefined ? fillInNames(text, names) : nowSeconds + Number(offset)
}

/** As `fillIn`, for one text that stays text. */
export function fillInNames(text: string, names: Names): string {
  return text.replace(name, (_whole, key: string) => {
    const value = names.get(key) ?? readPad(key)
    if (value === undefined) throw new UnknownNameError(key)
    return value
  })
}

/** `pad.9000` is a text of that length. */
function readPad(key: string): string | undefined {
  const length = /^pad\.(\d+)$/.exec(key)?.[1]
  return length === undefined ? undefined : 'x'.repeat(Number(length))
}
