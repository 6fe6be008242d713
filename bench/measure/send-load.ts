import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

export interface LoadOptions {
  /** The program of autocannon, which runs in a process of its own. */
  readonly autocannon: string
  readonly url: string
  readonly token: string
  readonly connections: number
  /** Seconds, or how many requests. */
  readonly length: { readonly seconds: number } | { readonly requests: number }
}

export interface LoadResult {
  /** Answered with 2xx: a refusal or a failure is quick, and no work done. */
  readonly requestsPerSecond: number
  readonly requests: number
  readonly medianMs: number
  readonly p99Ms: number
  /** Connections that broke, requests without an answer, and answers other than 2xx. */
  readonly errors: number
}

interface AutocannonReport {
  readonly duration: number
  readonly requests: { readonly total: number }
  readonly latency: { readonly p50: number; readonly p99: number }
  readonly errors: number
  readonly timeouts: number
  readonly non2xx: number
}

/** Sends GETs with a token over so many connections, each waiting for its answer before it asks again. */
export async function sendLoad(options: LoadOptions): Promise<LoadResult> {
  const { autocannon, url, token, connections, length } = options
  const bound = 'seconds' in length ? ['-d', `${length.seconds}`] : ['-a', `${length.requests}`]
  const args = ['--json', '-c', `${connections}`, ...bound, '-H', `authorization=Bearer ${token}`, url]
  const { stdout } = await promisify(execFile)(autocannon, args, { maxBuffer: 64 * 1024 * 1024 })
  return readReport(JSON.parse(stdout))
}

function readReport({ duration, requests, latency, ...report }: AutocannonReport): LoadResult {
  return {
    requestsPerSecond: (requests.total - report.non2xx) / duration,
    requests: requests.total,
    medianMs: latency.p50,
    p99Ms: latency.p99,
    errors: report.errors + report.timeouts + report.non2xx,
  }
}
