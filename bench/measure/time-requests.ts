import { once } from 'node:events'
import { Agent, get, type IncomingMessage } from 'node:http'
import type { Gateway } from '../contenders/gateways.ts'
import { BenchError } from './run-context.ts'
import { median } from './statistics.ts'

/** One connection that is kept: the next request is sent when the last one was answered. */
const agent = new Agent({ keepAlive: true, maxSockets: 1 })

/** Microseconds a request, the median of so many in a row. @throws {BenchError} on an answer other than 200. */
export async function timeRequests({ name, url, token }: Gateway, requests: number): Promise<number> {
  const times: number[] = []
  for (let count = 0; count < requests; count += 1) {
    const begin = performance.now()
    const status = await ask(url, token)
    times.push((performance.now() - begin) * 1000)
    if (status !== 200) throw new BenchError(`${name} answered ${status}, not 200.`)
  }
  return median(times)
}

async function ask(url: string, token: string): Promise<number | undefined> {
  const request = get(url, { agent, headers: { authorization: `Bearer ${token}` } })
  const [response] = (await once(request, 'response')) as [IncomingMessage]
  response.resume()
  await once(response, 'end')
  return response.statusCode
}
