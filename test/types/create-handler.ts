// Compiled by `tsc`, never run: what is written here must compile, what stands under @ts-expect-error must not.
import type { StandardSchemaV1 } from '@standard-schema/spec'
import * as z from 'zod'
import * as mini from 'zod/mini'
import {
  type AccessPrincipal,
  conditional,
  created,
  createHandler,
  type HttpEvent,
  type HttpHandler,
  type IdPrincipal,
  json,
  noContent,
  ok,
  type Principal,
} from '../../src/index.ts'
import { assertType, type Equals } from './equals.ts'

// Body: the schema's output, not its input.

const Note = z.object({
  title: z.string(),
  pinned: z.boolean().default(false),
  due: z.iso.datetime().transform((text) => new Date(text)),
  tags: z.array(z.string()).optional(),
})
interface NoteOutput {
  title: string
  pinned: boolean
  due: Date
  tags?: string[] | undefined
}

createHandler({
  body: Note,
  run: ({ body }) => {
    assertType<Equals<typeof body, z.output<typeof Note>>>()
    const note: NoteOutput = body
    // @ts-expect-error a misspelt member
    return ok(note && body.titel)
  },
})

createHandler({
  body: mini.object({ count: mini.pipe(mini.string(), mini.transform(Number)) }),
  run: ({ body }) => {
    assertType<Equals<typeof body.count, number>>()
    return noContent()
  },
})

/** Written by hand, as valibot or arktype would bring it: text goes in, a number comes out. */
declare const Handwritten: StandardSchemaV1<{ id: string }, { id: number }>

createHandler({
  body: Handwritten,
  run: ({ body }) => {
    assertType<Equals<typeof body, { id: number }>>()
    return noContent()
  },
})

createHandler({
  run: ({ body }) => {
    assertType<Equals<typeof body, undefined>>()
    return noContent()
  },
})

createHandler({
  path: z.object({ id: z.coerce.number() }),
  query: z.object({ tag: z.array(z.string()).default([]) }),
  headers: mini.object({ 'x-version': mini.string() }),
  cookies: Handwritten,
  run: ({ path, query, headers, cookies, body }) => {
    assertType<Equals<typeof path, { id: number }>>()
    assertType<Equals<typeof query, { tag: string[] }>>()
    assertType<Equals<typeof headers, { 'x-version': string }>>()
    assertType<Equals<typeof cookies, { id: number }>>()
    assertType<Equals<typeof body, undefined>>()
    // @ts-expect-error a misspelt member
    return ok(path.ID)
  },
})

createHandler({
  run: ({ path, query }) => {
    assertType<Equals<typeof path, undefined>>()
    assertType<Equals<typeof query, undefined>>()
    return noContent()
  },
})

// @ts-expect-error not a schema
createHandler({ query: { limit: 'number' }, run: () => noContent() })

// @ts-expect-error not a schema
createHandler({ body: { title: 'string' }, run: () => noContent() })

createHandler({
  body: Note.optional(),
  run: ({ body }) => {
    assertType<Equals<typeof body, z.output<typeof Note> | undefined>>()
    return noContent()
  },
})

// Principal: narrowed by what `auth` demands.

createHandler({
  run: ({ principal, event, signal }) => {
    assertType<Equals<typeof principal, Principal>>()
    assertType<Equals<typeof event, HttpEvent>>()
    assertType<Equals<typeof signal, AbortSignal>>()
    // @ts-expect-error only an id token tells an email
    return ok(principal.email)
  },
})

createHandler({
  auth: {},
  run: ({ principal }) => {
    assertType<Equals<typeof principal, Principal>>()
    return noContent()
  },
})

createHandler({
  auth: { groups: ['admins'] },
  run: ({ principal }) => {
    assertType<Equals<typeof principal, Principal>>()
    return noContent()
  },
})

createHandler({
  auth: { tokenUse: 'id' },
  run: ({ principal }) => {
    assertType<Equals<typeof principal, IdPrincipal>>()
    // @ts-expect-error an id token has no scopes
    return ok({ email: principal.email, scopes: principal.scopes })
  },
})

createHandler({
  auth: { tokenUse: 'access', groups: ['admins'], permissions: ['read:notes'] },
  run: ({ principal }) => {
    assertType<Equals<typeof principal, AccessPrincipal>>()
    // @ts-expect-error an access token tells no email
    return ok({ scopes: principal.scopes, email: principal.email })
  },
})

createHandler({
  auth: { scopes: ['notes.write'] },
  body: Note,
  run: async ({ principal, body }) => {
    assertType<Equals<typeof principal, AccessPrincipal>>()
    assertType<Equals<typeof body.pinned, boolean>>()
    return noContent()
  },
})

createHandler({
  auth: { kind: 'client' },
  run: ({ principal }) => {
    assertType<Equals<typeof principal.tokenUse, 'access'>>()
    assertType<Equals<typeof principal.kind, 'client'>>()
    return ok(principal.scopes)
  },
})

createHandler({
  auth: { kind: 'user' },
  run: ({ principal }) => {
    assertType<Equals<typeof principal.tokenUse, 'id' | 'access'>>()
    assertType<Equals<typeof principal.kind, 'user'>>()
    return ok(principal.tokenUse === 'id' ? principal.email : principal.scopes)
  },
})

declare const anyUse: 'id' | 'access'
declare const scopes: readonly string[]

createHandler({
  auth: { tokenUse: anyUse },
  run: ({ principal }) => {
    assertType<Equals<typeof principal, Principal>>()
    return noContent()
  },
})

createHandler({
  auth: { scopes },
  run: ({ principal }) => {
    assertType<Equals<typeof principal, AccessPrincipal>>()
    return noContent()
  },
})

// Wrong uses.

// @ts-expect-error a guard that is misspelt would guard nothing
createHandler({ auth: { scope: ['notes.write'] }, run: () => noContent() })

// @ts-expect-error a guard one level too high would guard nothing
createHandler({ scopes: ['notes.write'], run: () => noContent() })

// @ts-expect-error there is no such token
createHandler({ auth: { tokenUse: 'refresh' }, run: () => noContent() })

// @ts-expect-error an id token has no scopes, so this asks for what cannot be
createHandler({ auth: { tokenUse: 'id', scopes: ['notes.write'] }, run: () => noContent() })

// @ts-expect-error scopes are a list
createHandler({ auth: { scopes: 'notes.write' }, run: () => noContent() })

// @ts-expect-error run is missing
createHandler({ body: Note })

// @ts-expect-error an answer needs a status
createHandler({ run: () => ({ body: 'text' }) })

// @ts-expect-error a run that answers nothing would be a 200 without a body
createHandler({ run: async () => {} })

// @ts-expect-error there is no such provider
createHandler({ principal: { provider: 'github' }, run: () => noContent() })

const handler = createHandler({ run: () => noContent() })
assertType<Equals<typeof handler, HttpHandler>>()

// Responses: a wrong status or shape does not compile.

const Order = z.object({ id: z.string(), state: z.enum(['open', 'sent']), note: z.string().default('') })
declare const isNew: boolean

createHandler({
  responses: { 200: Order, 201: Order, 204: null },
  run: async () => {
    if (isNew) return created('/orders/1', { id: '1', state: 'open' })
    return isNew ? ok({ id: '1', state: 'sent', note: 'x' }) : noContent()
  },
})

createHandler({ responses: { 202: Order }, run: () => json(202, { id: '1', state: 'open' }) })

// A response made by hand: its status is checked.
createHandler({ responses: { 204: null }, run: () => ({ statusCode: 204 as const }) })

createHandler({
  responses: { 200: Order },
  run: ({ event }) => conditional(event, ok({ id: '1', state: 'open' })),
})

createHandler({
  responses: { 200: Order },
  // @ts-expect-error another body than the schema's
  run: ({ event }) => conditional(event, ok({ id: 1 })),
})

// @ts-expect-error 201 is not among the responses
createHandler({ responses: { 200: Order }, run: () => created('/x', { id: '1', state: 'open' as const }) })

// @ts-expect-error a wrong status, by hand
createHandler({ responses: { 200: Order }, run: () => ({ statusCode: 404 }) })

// @ts-expect-error a member is missing
createHandler({ responses: { 200: Order }, run: () => ok({ state: 'open' as const }) })

// @ts-expect-error no such state
createHandler({ responses: { 200: Order }, run: () => ok({ id: '1', state: 'lost' }) })

// @ts-expect-error a number is no text
createHandler({ responses: { 200: Order }, run: async () => ok({ id: 1, state: 'open' as const }) })

// @ts-expect-error 200 has a body
createHandler({ responses: { 200: null }, run: () => ok({ id: '1' }) })

// @ts-expect-error not a schema
createHandler({ responses: { 200: { id: 'string' } }, run: () => noContent() })
