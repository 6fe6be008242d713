import type { Context } from 'hono'
import { HTTPException } from 'hono/http-exception'

export function isJson(contentType = ''): boolean {
  return /^application\/json\s*(;|$)/i.test(contentType)
}

/**
 * The form that a page of ours has sent.
 *
 * @throws {HTTPException} 415 for anything but a form, 400 for one that cannot be read.
 */
export async function readForm(c: Context): Promise<FormData> {
  const type = c.req.header('content-type') ?? ''
  if (!/^(application\/x-www-form-urlencoded|multipart\/form-data)\s*(;|$)/i.test(type))
    throw new HTTPException(415)
  return c.req.formData().catch((cause: Error) => {
    throw new HTTPException(400, { cause })
  })
}

/** The text fields of a form; a field that is not there, or is a file, is empty. @throws {HTTPException} as `readForm`. */
export async function formText<Name extends string>(
  c: Context,
  ...names: readonly Name[]
): Promise<Record<Name, string>> {
  const form = await readForm(c)
  const text = (name: Name) => {
    const value = form.get(name)
    return typeof value === 'string' ? value : ''
  }
  return Object.fromEntries(names.map((name) => [name, text(name)])) as Record<Name, string>
}
