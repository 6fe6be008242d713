import { join } from 'node:path'
import {
  type Gateway,
  startClaimcheck,
  startClaimcheckPython,
  startNodeHttp,
  startOffline,
  startOfflinePython,
} from '../contenders/gateways.ts'
import { claimcheck, nodeHttp, offline } from '../contenders/names.ts'
import { checkGateway } from '../measure/check-gateway.ts'
import { atLeast, atMost, type Measurement, type PartResult, ratioOf } from '../measure/measurement.ts'
import { runRounds } from '../measure/rounds.ts'
import type { RunContext } from '../measure/run-context.ts'
import { type LoadResult, sendLoad } from '../measure/send-load.ts'

const connections = 50

/** Requests a second with a valid token. All servers are up; only one is asked at a time, from a process of its own. */
export function measureGateway(run: RunContext): Promise<PartResult> {
  const starts = [
    startNodeHttp,
    (each: RunContext) => startClaimcheck(each),
    (each: RunContext) => startOffline(each),
  ]
  return measureGateways(run, 'gateway', starts, judge)
}

/** The same of a Python function, which each runs in processes of their own. */
export function measurePython(run: RunContext): Promise<PartResult> {
  return measureGateways(run, 'python', [startClaimcheckPython, startOfflinePython], judgePython)
}

async function measureGateways(
  run: RunContext,
  part: string,
  starts: readonly ((run: RunContext) => Promise<Gateway>)[],
  judgeResults: (results: Results) => PartResult,
): Promise<PartResult> {
  const gateways: Gateway[] = []
  try {
    for (const start of starts) {
      gateways.push(await start(run))
      run.progress.step(`${part}: ${gateways.at(-1)?.name} is up`)
    }
    for (const gateway of gateways) await checkGateway(gateway)
    return judgeResults(await loadAll(run, part, gateways))
  } finally {
    for (const gateway of gateways) await gateway.stop()
  }
}

type Results = Readonly<Record<string, LoadResult[]>>

async function loadAll(run: RunContext, part: string, gateways: readonly Gateway[]): Promise<Results> {
  const rounds = run.rounds ?? (run.quick ? 1 : 5)
  const seconds = run.quick ? 2 : 8
  const autocannon = join(run.peersDir, '.bin', 'autocannon')
  const load = ({ url, token }: Gateway, forSeconds: number) =>
    sendLoad({ autocannon, url, token, connections, length: { seconds: forSeconds } })

  run.progress.step(
    `${part}: GET /whoami, ${rounds} rounds of ${seconds} s each at ${connections} connections`,
  )
  for (const gateway of gateways) await load(gateway, run.quick ? 1 : 3)
  const results: Results = Object.fromEntries(gateways.map(({ name }) => [name, []]))
  const runners = gateways.map((gateway) => ({
    name: gateway.name,
    measure: async () => {
      const result = await load(gateway, seconds)
      results[gateway.name]?.push(result)
      return result.requestsPerSecond
    },
  }))
  await runRounds(runners, rounds, (round, name) =>
    run.progress.show(`${part}: round ${round + 1} of ${rounds}, ${name}`),
  )
  run.progress.clear()
  return results
}

function judge(results: Results): PartResult {
  const rate = measurementOf(
    results,
    'Requests with a valid token, 50 connections',
    'requests/s',
    (result) => result.requestsPerSecond,
  )
  const p99 = measurementOf(results, 'Slowest of a hundred answers (p99)', 'ms', (result) => result.p99Ms)
  const errors = errorsOf(Object.values(results).flat())
  return {
    measurements: [rate, p99],
    targets: [
      atLeast('gateway: requests, compared with serverless-offline', ratioOf(rate, claimcheck, offline), 2),
      atLeast(
        'gateway: requests, compared with node:http with jose',
        ratioOf(rate, claimcheck, nodeHttp),
        0.6,
      ),
      atMost('gateway: errors, of all contenders', errors, 0, ''),
    ],
  }
}

function judgePython(results: Results): PartResult {
  const rate = measurementOf(
    results,
    'Requests to a Python function with a valid token, 50 connections',
    'requests/s',
    (result) => result.requestsPerSecond,
    offline,
  )
  const p99 = measurementOf(
    results,
    'Slowest of a hundred answers of a Python function (p99)',
    'ms',
    (result) => result.p99Ms,
    offline,
  )
  return {
    measurements: [rate, p99],
    // No target for the ratio: a process that speaks AWS's Runtime API over HTTP is not as fast as one read through a pipe.
    targets: [atMost('python: errors of claimcheck', errorsOf(results[claimcheck]), 0, '')],
  }
}

function errorsOf(results: readonly LoadResult[] = []): number {
  return results.reduce((sum, { errors }) => sum + errors, 0)
}

function measurementOf(
  results: Results,
  title: string,
  unit: Measurement['unit'],
  pick: (result: LoadResult) => number,
  floor = nodeHttp,
): Measurement {
  const samples = Object.fromEntries(Object.entries(results).map(([name, own]) => [name, own.map(pick)]))
  return { title, unit, floor, samples }
}
