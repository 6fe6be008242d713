import type { Context } from 'hono'

/** The text fields of a form that was sent; a field that is not there, or is a file, is empty. */
export async function formText<Name extends string>(
  c: Context,
  ...names: readonly Name[]
): Promise<Record<Name, string>> {
  const body = await c.req.parseBody()
  const text = (name: Name) => {
    const value = body[name]
    return typeof value === 'string' ? value : ''
  }
  return Object.fromEntries(names.map((name) => [name, text(name)])) as Record<Name, string>
}
