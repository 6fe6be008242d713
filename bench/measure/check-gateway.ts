import { decodeJwt } from 'jose'
import type { Gateway } from '../contenders/gateways.ts'
import { BenchError } from './run-context.ts'

/** @throws {BenchError} unless it accepts its token, responds with that token's claims, and rejects a call without one. */
export async function checkGateway({ name, url, token }: Gateway): Promise<void> {
  const { sub, iss } = decodeJwt(token)
  await expectAnswer(name, url, token, `200 application/json ${JSON.stringify({ sub, iss })}`)
  const refused = await fetch(url)
  await refused.arrayBuffer()
  if (refused.status !== 401)
    throw new BenchError(`${name} answers ${refused.status} without a token, not 401.`)
}

async function expectAnswer(name: string, url: string, token: string, expected: string): Promise<void> {
  const response = await fetch(url, { headers: { authorization: `Bearer ${token}` } })
  const type = response.headers.get('content-type')?.split(';')[0]
  const found = `${response.status} ${type} ${await response.text()}`
  if (found !== expected) throw new BenchError(`${name} answers "${found}", not "${expected}".`)
}
