import { type Document, isNode, LineCounter, parseDocument } from 'yaml'
import { z } from 'zod'
import { formatPath } from '../../../system/describe-issues.ts'
import { UserError } from '../../../user-error.ts'
import { isEmail, newPasswordError, normalizeEmail } from './credentials.ts'
import { groupsError } from './read-groups.ts'

/** A user that a file of the service declares. */
export interface DeclaredUser {
  /** Normalized. */
  readonly email: string
  readonly name?: string | undefined
  readonly groups: readonly string[]
  /** Plain names of scopes. Absent: all that the service has. */
  readonly permissions?: readonly string[] | undefined
  readonly claims?: Readonly<Record<string, z.core.util.JSONType>> | undefined
  readonly password?: string | undefined
}

/** Why a claim cannot be a custom one; undefined for one that can. */
export type CheckClaim = (name: string) => string | undefined

const Text = z.string().trim().min(1)

const User = z.strictObject({
  email: z
    .string()
    .refine((email) => isEmail(email.trim()))
    .transform(normalizeEmail),
  name: Text.optional(),
  groups: z.array(Text).default([]),
  permissions: z.array(Text).optional(),
  claims: z.record(z.string(), z.json()).optional(),
  password: z.string().optional(),
})

const expected: Readonly<Record<string, string>> = {
  users: 'a list of users, each with an email',
  email: 'an email address, such as ada@example.com',
  name: 'a text',
  groups: 'a list of names of groups',
  permissions: 'a list of names of scopes',
  claims: 'claims by their names, with values that JSON has',
  password: 'a text',
}

/** What is wrong where. Values are not repeated: they may be passwords. */
interface Problem {
  readonly path: readonly PropertyKey[]
  /** `found a number; expected a list of names of groups` */
  readonly text: string
}

/**
 * Reads `claimcheck.users.yml`: `users:` and a list.
 *
 * @param file its name, for messages.
 * @throws {UserError} `ERR_USERS_INVALID` with file, line, what was found and what was expected.
 */
export function readUsersFile(text: string, file: string, checkClaim: CheckClaim): readonly DeclaredUser[] {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false })
  const [error] = document.errors
  if (error) {
    const { line } = lines.linePos(error.pos[0])
    throw invalid(`${file}:${line}: this is not YAML (${error.message.split('\n', 1)[0]}).`)
  }
  const found = findUsers(toValue(document, file), checkClaim)
  if ('users' in found) return found.users
  const { path, text: what } = found.problem
  throw invalid(`${file}:${lineOf(document, path, lines)}: ${describePath(path)}${what}.`)
}

/** The parser leaves aliases to this: one without its anchor, or more of them than are good. */
function toValue(document: Document, file: string): unknown {
  try {
    return document.toJS()
  } catch (cause) {
    throw invalid(`${file}: this is not YAML (${(cause as Error).message}).`)
  }
}

/**
 * Reads `custom.claimcheck.users` of serverless.yml: the list itself.
 *
 * @param file for messages: `serverless.yml`.
 * @throws {UserError} `ERR_USERS_INVALID`
 */
export function readGivenUsers(
  value: unknown,
  file: string,
  checkClaim: CheckClaim,
): readonly DeclaredUser[] {
  const found = findUsers({ users: value }, checkClaim)
  if ('users' in found) return found.users
  const { path, text } = found.problem
  throw invalid(`${file}: custom.claimcheck.${describePath(path)}${text}.`)
}

function findUsers(
  value: unknown,
  checkClaim: CheckClaim,
): { readonly users: readonly DeclaredUser[] } | { readonly problem: Problem } {
  const parsed = z.strictObject({ users: z.array(User).nullable() }).safeParse(value ?? { users: null })
  if (!parsed.success) return { problem: problemOf(parsed.error.issues[0], value) }
  const users = parsed.data.users ?? []
  const problem = users.map((user, index) => findProblem(user, index, { users, checkClaim })).find(Boolean)
  return problem ? { problem } : { users }
}

interface Around {
  readonly users: readonly DeclaredUser[]
  readonly checkClaim: CheckClaim
}

/** What no schema finds. */
function findProblem(user: DeclaredUser, index: number, { users, checkClaim }: Around): Problem | undefined {
  const at = (...path: PropertyKey[]) => ['users', index, ...path]
  if (users.findIndex(({ email }) => email === user.email) !== index)
    return { path: at('email'), text: 'this email is there twice' }
  const groups = groupsError(user.groups)
  if (groups) return { path: at('groups'), text: lowerFirst(groups) }
  const password = user.password === undefined ? undefined : newPasswordError(user.password)
  if (password) return { path: at('password'), text: lowerFirst(password) }
  for (const name of Object.keys(user.claims ?? {})) {
    const text = checkClaim(name)
    if (text) return { path: at('claims', name), text }
  }
  return undefined
}

function problemOf(issue: z.core.$ZodIssue | undefined, value: unknown): Problem {
  const path = issue?.path ?? []
  if (issue?.code === 'unrecognized_keys') {
    const known = path.length === 0 ? ['users'] : Object.keys(User.shape)
    return { path: [...path, issue.keys[0] ?? ''], text: `this is unknown; known are ${known.join(', ')}` }
  }
  const field = path.findLast((step) => typeof step === 'string')
  const isUser = typeof path.at(-1) === 'number' && field === 'users'
  const wanted = isUser ? 'a user with an email' : (expected[String(path[2] ?? field)] ?? expected.users)
  return { path, text: `found ${kindOf(at(value, path))}; expected ${wanted}` }
}

function at(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((inside, step) => (Object(inside) as Record<PropertyKey, unknown>)[step], value)
}

function kindOf(value: unknown): string {
  if (value === undefined) return 'nothing'
  if (value === null) return 'an empty value'
  if (Array.isArray(value)) return 'a list'
  if (typeof value === 'string') return value.trim() === '' ? 'an empty text' : 'a text'
  if (typeof value === 'object') return 'several named values'
  return `a ${typeof value}`
}

/** `users[1].claims.tenant_id: `; empty for the whole. */
function describePath(path: readonly PropertyKey[]): string {
  return path.length === 0 ? '' : `${formatPath(path)}: `
}

/** Of the deepest part of the path that is there. */
function lineOf(document: Document, path: readonly PropertyKey[], lines: LineCounter): number {
  const node = document.getIn(path, true)
  if (isNode(node) && node.range) return lines.linePos(node.range[0]).line
  return path.length === 0 ? 1 : lineOf(document, path.slice(0, -1), lines)
}

function lowerFirst(text: string): string {
  return (text.charAt(0).toLowerCase() + text.slice(1)).replace(/\.$/, '')
}

function invalid(message: string): UserError {
  return new UserError('ERR_USERS_INVALID', message)
}
