import { equal, ok } from 'node:assert/strict'
import { describe } from 'node:test'
import type { Answer, Api } from '../api.ts'
import { expectHeader, expectStatus } from '../api.ts'
import { check, tokenOf } from '../check.ts'

const stranger = 'https://elsewhere.example'

describe('CORS', () => {
  check('preflight from the allowed origin: 204, methods, headers, age', async ({ api, origin }) => {
    const answer = await preflight(api, origin)
    expectStatus(answer, 204)
    expectHeader(answer, 'access-control-allow-origin', origin)
    for (const method of ['GET', 'POST', 'DELETE']) {
      ok(
        listIn(answer, 'access-control-allow-methods').includes(method.toLowerCase()),
        `${method} is not allowed`,
      )
    }
    for (const name of ['authorization', 'content-type', 'if-match', 'if-none-match']) {
      ok(listIn(answer, 'access-control-allow-headers').includes(name), `${name} is not allowed`)
    }
    expectHeader(answer, 'access-control-max-age', /^\d+$/)
  })

  check('preflight from another origin: nothing is allowed', async ({ api }) => {
    equal((await preflight(api, stranger)).headers.get('access-control-allow-origin'), null)
  })

  check(
    'a response to the allowed origin: readable, with the headers that matter',
    async ({ api, users, origin }) => {
      const token = await tokenOf(users.ada, 'id')
      const answer = await api.call('GET', { token, headers: { origin } })
      expectHeader(answer, 'access-control-allow-origin', origin)
      for (const name of ['etag', 'location', 'www-authenticate']) {
        ok(
          listIn(answer, 'access-control-expose-headers').includes(name),
          `${name} is not exposed to the page`,
        )
      }
    },
  )

  check('a response to another origin: not readable', async ({ api, users }) => {
    const token = await tokenOf(users.ada, 'id')
    const answer = await api.call('GET', { token, headers: { origin: stranger } })
    equal(answer.headers.get('access-control-allow-origin'), null)
  })

  check("the gateway's own 401: also readable", async ({ api, origin }) => {
    const answer = await api.call('GET', { headers: { origin } })
    expectStatus(answer, 401)
    expectHeader(answer, 'access-control-allow-origin', origin)
  })
})

function preflight(api: Api, origin: string): Promise<Answer> {
  const headers = {
    origin,
    'access-control-request-method': 'POST',
    'access-control-request-headers': 'authorization,content-type,if-match',
  }
  return api.call('OPTIONS', { headers })
}

function listIn({ headers }: Answer, name: string): string[] {
  return (headers.get(name) ?? '').split(',').map((item) => item.trim().toLowerCase())
}
