import type { JsonObject } from './components.ts'
import { narrowings } from './narrowings.ts'

/** What would break a client that was written for the document as it was. */
export interface BreakingChange {
  /** `POST /profile`. */
  readonly operation: string
  readonly what: string
}

/** Compares two documents, as `makeDocument` makes them. What only adds is none: a route, an optional member, another problem. */
export function breakingChanges(before: object, after: object): BreakingChange[] {
  const [was, is] = [before as JsonObject, after as JsonObject]
  const now = new Map(operationsOf(is))
  return operationsOf(was).flatMap(([name, operation]) => {
    const other = now.get(name)
    const found = other
      ? changesOf({ root: was, operation }, { root: is, operation: other })
      : ['the route was removed']
    return found.map((what) => ({ operation: name, what }))
  })
}

interface Side {
  readonly root: JsonObject
  readonly operation: JsonObject
}

function operationsOf({ paths = {} }: JsonObject): [string, JsonObject][] {
  return Object.entries(paths as Readonly<Record<string, JsonObject>>).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]): [string, JsonObject] => {
      // The name of a variable is not part of the contract.
      const name = `${method.toUpperCase()} ${path.replace(/\{[^}]*\}/g, '{}')}`
      return [name, operation as JsonObject]
    }),
  )
}

function changesOf(was: Side, is: Side): string[] {
  return [
    ...securityChanges(was, is),
    ...parameterChanges(was, is),
    ...bodyChanges(was, is),
    ...responseChanges(was, is),
  ]
}

function securityChanges({ operation: was }: Side, { operation: is }: Side): string[] {
  const before = alternatives(was.security)
  const after = alternatives(is.security)
  const access = accessChanges(was['x-claimcheck-access'], is['x-claimcheck-access'])
  if (after.length === 0) return access
  if (before.length === 0) return ['a token is required now', ...access]
  const isCovered = (held: readonly string[]) =>
    after.some((needed) => needed.every((scope) => held.includes(scope)))
  const lost = before.filter((held) => !isCovered(held))
  if (lost.length === 0) return access
  const [first = []] = after.map((needed) => needed.filter((scope) => !lost[0]?.includes(scope)))
  return [`another scope is required: ${first.join(', ')}`, ...access]
}

/** The scopes of each alternative; the scheme's name may change. */
function alternatives(security: unknown): string[][] {
  return ((security ?? []) as Readonly<Record<string, string[]>>[]).map((each) => Object.values(each).flat())
}

function accessChanges(before: unknown, after: unknown): string[] {
  const was = (before ?? {}) as Access
  const is = (after ?? {}) as Access
  const single = (['tokenUse', 'kind'] as const).flatMap((name) =>
    is[name] !== undefined && is[name] !== was[name] ? [`${name} must be ${is[name]} now`] : [],
  )
  const lostGroups = was.groups?.filter((group) => !is.groups?.includes(group)) ?? []
  const groups =
    is.groups && (!was.groups || lostGroups.length > 0) ? [`the groups are ${is.groups.join(', ')} now`] : []
  const added = (is.permissions ?? []).filter((each) => !was.permissions?.includes(each))
  return [
    ...single,
    ...groups,
    ...(added.length > 0 ? [`another permission is required: ${added.join(', ')}`] : []),
  ]
}

interface Access {
  readonly tokenUse?: string
  readonly kind?: string
  readonly groups?: readonly string[]
  readonly permissions?: readonly string[]
}

interface Parameter {
  readonly name: string
  readonly in: string
  readonly required?: boolean
  readonly schema?: JsonObject
}

function parameterChanges(was: Side, is: Side): string[] {
  // Those of the path by their order: their names may change.
  const key = ({ in: place, name }: Parameter, all: readonly Parameter[]) =>
    place === 'path'
      ? `path ${all.filter((each) => each.in === 'path').findIndex((each) => each.name === name)}`
      : `${place} ${name}`
  const [before, after] = [parametersOf(was), parametersOf(is)]
  const known = new Map(before.map((each) => [key(each, before), each]))
  return after.flatMap((parameter) => {
    const other = known.get(key(parameter, after))
    const label = `${parameter.in} parameter ${parameter.name}`
    if (!other) return parameter.required ? [`the ${label} is new and required`] : []
    return [
      ...(parameter.required && !other.required ? [`the ${label} is required now`] : []),
      ...narrowings(
        { schema: other.schema ?? {}, root: was.root },
        { schema: parameter.schema ?? {}, root: is.root },
      ).map((what) => `the ${label} accepts less: ${what}`),
    ]
  })
}

function parametersOf({ operation }: Side): readonly Parameter[] {
  return (operation.parameters ?? []) as unknown as readonly Parameter[]
}

interface Content {
  readonly required?: boolean
  readonly content?: Readonly<Record<string, { readonly schema?: JsonObject }>>
}

function bodyChanges(was: Side, is: Side): string[] {
  const before = was.operation.requestBody as Content | undefined
  const after = is.operation.requestBody as Content | undefined
  if (!after) return []
  const schemaOf = (body: Content | undefined) => body?.content?.['application/json']?.schema ?? {}
  return [
    ...(after.required && !before?.required ? ['a body is required now'] : []),
    ...(before
      ? narrowings(
          { schema: schemaOf(before), root: was.root },
          { schema: schemaOf(after), root: is.root },
        ).map((what) => `the body accepts less: ${what}`)
      : []),
  ]
}

/** Successful responses: a client that reads them must find what it found before. */
function responseChanges(was: Side, is: Side): string[] {
  const after = responsesOf(is)
  return Object.entries(responsesOf(was))
    .filter(([status]) => status.startsWith('2'))
    .flatMap(([status, response]) => {
      const schema = response.content?.['application/json']?.schema
      const other = after[status]
      if (!other) return status === '2XX' ? [] : [`the response ${status} was removed`]
      if (!schema) return []
      const now = other.content?.['application/json']?.schema
      if (!now) return [`the response ${status} has no body now`]
      return narrowings({ schema: now, root: is.root }, { schema, root: was.root }).map(
        (what) => `the response ${status} is not what it was: ${what}`,
      )
    })
}

function responsesOf({ operation }: Side): Readonly<Record<string, Content>> {
  return (operation.responses ?? {}) as unknown as Readonly<Record<string, Content>>
}
