import { describe, expect, test } from '@jest/globals'
import type { HeaderPairs } from '../../../../../../../../plugin/local/console/api-types.ts'
import { curlLine } from '../../../../../../../../plugin/local/console/browser/answer/share/curl.ts'
import { tokenLine } from '../../../../../../../../plugin/local/console/browser/answer/share/token-line.ts'

const apiUrl = 'http://localhost:3000'

function sent(parts: { method?: string; target?: string; requestHeaders?: HeaderPairs; body?: string } = {}) {
  const { method = 'GET', target = '/things', requestHeaders = [], body = '' } = parts
  return { method, target, requestHeaders, requestBody: { text: body } }
}

function aToken(claims: object): string {
  return ['{}', JSON.stringify(claims), 'signature']
    .map((part) => Buffer.from(part).toString('base64url'))
    .join('.')
}

describe('a request as a curl line', () => {
  test('given a token, when the line is made, then it is a variable, unless it is requested', () => {
    const request = sent({
      requestHeaders: [
        ['host', 'localhost:3000'],
        ['authorization', 'Bearer ey.J.x'],
      ],
    })

    expect(curlLine(apiUrl, request)).toBe(
      'curl -i -H "authorization: Bearer $TOKEN" http://localhost:3000/things',
    )
    expect(curlLine(apiUrl, request, { withToken: true })).toBe(
      "curl -i -H 'authorization: Bearer ey.J.x' http://localhost:3000/things",
    )
  })

  test('given a body and a query that mean something to a shell, when the line is made, then they are quoted', () => {
    const request = sent({ method: 'PUT', target: '/things?a=1&b=$HOME', body: `{"name":"O'Hara"}` })

    expect(curlLine(apiUrl, request)).toBe(
      `curl -i -X PUT -d '{"name":"O'\\''Hara"}' 'http://localhost:3000/things?a=1&b=$HOME'`,
    )
  })

  test('given a POST with a body, when the line is made, then the method is left to curl, and without a body it is said', () => {
    expect(curlLine(apiUrl, sent({ method: 'POST', body: '{}' }))).not.toContain('-X')
    expect(curlLine(apiUrl, sent({ method: 'POST' }))).toContain('-X POST')
  })
})

describe('a signed request as a curl line', () => {
  const requestHeaders: HeaderPairs = [
    ['x-amz-date', '20261127T090000Z'],
    [
      'authorization',
      'AWS4-HMAC-SHA256 Credential=AKID/20261127/eu-west-1/execute-api/aws4_request, SignedHeaders=host, Signature=ab',
    ],
  ]

  test('has curl sign it, with the key in the folder of the run', () => {
    expect(curlLine(apiUrl, sent({ requestHeaders }))).toBe(
      'curl -i --aws-sigv4 "aws:amz:eu-west-1:execute-api" --user "$(cat .claimcheck/aws-key)" http://localhost:3000/things',
    )
    expect(curlLine(apiUrl, sent({ requestHeaders }), { stateOption: " --state 'my state'" })).toContain(
      `--user "$(cat 'my state'/aws-key)"`,
    )
  })
})

describe('how to get the token of a request', () => {
  const id = aToken({ email: 'ada@example.com' })
  const access = aToken({ sub: '7' })
  const held = { id, access }
  const lineOf = (value: string, options: object = {}) =>
    tokenLine(
      { requestHeaders: [['authorization', value]] },
      { held, brokenId: undefined, stateOption: '', ...options },
    )

  test('given an id token, then its kind and its person are named', () => {
    expect(lineOf(`Bearer ${id}`)).toBe('TOKEN=$(npx claimcheck token --use id --user ada@example.com)')
  })

  test('given the access token of who is signed in, then that person is named', () => {
    expect(lineOf(`Bearer ${access}`)).toBe('TOKEN=$(npx claimcheck token --user ada@example.com)')
  })

  test('given anything else, then nobody is', () => {
    expect(lineOf('Bearer {{token}}')).toBe('TOKEN=$(npx claimcheck token)')
  })

  test('of a token that was broken here: broken in the same way', () => {
    expect(lineOf(`Bearer ${access}`, { brokenId: 'expired' })).toBe(
      'TOKEN=$(npx claimcheck token --broken expired)',
    )
  })

  test('of a run with a folder of its own: with its --state', () => {
    expect(lineOf(`Bearer ${access}`, { stateOption: ' --state .second' })).toMatch(/ --state \.second\)$/)
  })
})
