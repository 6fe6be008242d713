import { describe, expect, test } from '@jest/globals'
import {
  callOf,
  type Draft,
  draftAt,
  firstDraft,
  splitAddress,
  targetOf,
  variablesOf,
  withRoute,
} from '../../../../../../../plugin/local/console/browser/call/draft.ts'

const draft = (parts: Partial<Draft> = {}): Draft => ({
  routeKey: 'GET /notes/{id}',
  method: 'GET',
  path: '/notes/{id}',
  variables: {},
  query: [],
  headers: [],
  token: { kind: 'none', brokenId: '', text: '' },
  ...parts,
})

describe('the target of a call', () => {
  test('a variable without a value has a sample', () => {
    expect(targetOf(draft())).toBe('/notes/1')
  })

  test('a value is one segment', () => {
    expect(targetOf(draft({ variables: { id: 'a/b c' } }))).toBe('/notes/a%2Fb%20c')
  })

  test('the slashes of a greedy variable stay', () => {
    expect(targetOf(draft({ path: '/files/{proxy+}', variables: { proxy: 'a/b c' } }))).toBe('/files/a/b%20c')
  })

  test('query fields are joined, those without a name left out', () => {
    const query = [
      ['q', 'milk & bread'],
      ['', 'lost'],
      ['limit', '2'],
    ] as const
    expect(targetOf(draft({ path: '/notes', query }))).toBe('/notes?q=milk%20%26%20bread&limit=2')
  })

  test('a path without its slash gets one', () => {
    expect(targetOf(draft({ path: 'notes' }))).toBe('/notes')
  })
})

test('variables are named in their order, without the plus', () => {
  expect(variablesOf('/a/{id}/b/{proxy+}')).toEqual(['id', 'proxy'])
})

describe('text that is typed as the path', () => {
  test('an address is taken apart', () => {
    expect(splitAddress('https://api.example.com/notes/7?limit=2')).toEqual({
      path: '/notes/7',
      query: [['limit', '2']],
    })
  })

  test.each(['/notes', '/notes/{id}', 'notes', ''])('%p stays as it is', (text) => {
    expect(splitAddress(text)).toBeUndefined()
  })
})

describe('what the form starts with', () => {
  const routes = ['POST /notes', 'GET /notes/{id}', 'GET /notes'].map((routeKey) => ({
    routeKey,
    scopes: [],
  }))

  test('a GET route without a variable, and the access token of whoever is signed in', () => {
    expect(firstDraft(routes, true)).toMatchObject({ routeKey: 'GET /notes', token: { kind: 'access' } })
    expect(firstDraft(routes, false).token.kind).toBe('none')
  })

  test('the first route where there is none, and nothing without routes', () => {
    expect(firstDraft(routes.slice(0, 2), true)).toMatchObject({ method: 'POST', path: '/notes' })
    expect(firstDraft([], true)).toMatchObject({ routeKey: '', method: 'GET', path: '/' })
  })

  test('one that is served where another is not', () => {
    const notServed = { reason: 'it is a container image', remedy: 'Test it on AWS.' }
    const mixed = [{ routeKey: 'GET /image', scopes: [], notServed }, ...routes]
    expect(firstDraft(mixed, true)).toMatchObject({ routeKey: 'GET /notes' })
    expect(firstDraft(mixed.slice(0, 1), true)).toMatchObject({ routeKey: 'GET /image' })
  })

  test('a link changes the route and the token, and leaves what was typed', () => {
    const typed = draft({ headers: [['x-a', '1']] })
    expect(draftAt({ routeKey: 'POST /notes', brokenId: 'expired' }, routes, typed)).toMatchObject({
      routeKey: 'POST /notes',
      headers: [['x-a', '1']],
      token: { kind: 'broken', brokenId: 'expired' },
    })
    expect(draftAt({ routeKey: 'GET /unknown', brokenId: '' }, routes, typed)).toEqual(typed)
  })
})

describe('the request', () => {
  test('headers of the form win over those that the page adds', () => {
    const headers = [['Content-Type', 'text/plain']] as const
    expect(callOf(draft({ method: 'POST', headers }), undefined, 'Bearer x', 'hello')).toEqual({
      method: 'POST',
      path: '/notes/1',
      body: 'hello',
      headers: [
        ['authorization', 'Bearer x'],
        ['content-type', 'text/plain'],
      ],
    })
  })

  test('another route keeps the headers and drops the query', () => {
    const changed = withRoute(draft({ headers: [['x-a', '1']], query: [['q', '2']] }), {
      routeKey: 'ANY /all',
      scopes: [],
    })
    expect(changed).toMatchObject({ method: 'GET', path: '/all', headers: [['x-a', '1']], query: [] })
  })
})
