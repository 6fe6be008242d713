import { join } from 'node:path'
import { type Gateway, startClaimcheck, startNodeHttp, startOffline } from '../contenders/gateways.ts'
import { claimcheck, nodeHttp, offline } from '../contenders/names.ts'
import { checkGateway } from '../measure/check-gateway.ts'
import { atLeast, atMost, type Measurement, type PartResult, ratioOf } from '../measure/measurement.ts'
import { runRounds } from '../measure/rounds.ts'
import type { RunContext } from '../measure/run-context.ts'
import { type LoadResult, sendLoad } from '../measure/send-load.ts'

const connections = 50

/** Requests a second with a valid token. All servers are up; only one is asked at a time, from a process of its own. */
export async function measureGateway(run: RunContext): Promise<PartResult> {
  const gateways: Gateway[] = []
  try {
    for (const start of [startNodeHttp, startClaimcheck, startOffline]) {
      gateways.push(await start(run))
      run.progress.step(`gateway: ${gateways.at(-1)?.name} is up`)
    }
    for (const gateway of gateways) await checkGateway(gateway)
    return judge(await loadAll(run, gateways))
  } finally {
    for (const gateway of gateways) await gateway.stop()
  }
}

type Results = Readonly<Record<string, LoadResult[]>>

async function loadAll(run: RunContext, gateways: readonly Gateway[]): Promise<Results> {
  const rounds = run.rounds ?? (run.quick ? 1 : 5)
  const seconds = run.quick ? 2 : 8
  const autocannon = join(run.peersDir, '.bin', 'autocannon')
  const load = ({ url, token }: Gateway, forSeconds: number) =>
    sendLoad({ autocannon, url, token, connections, length: { seconds: forSeconds } })

  run.progress.step(
    `gateway: GET /whoami, ${rounds} rounds of ${seconds} s each at ${connections} connections`,
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
    run.progress.show(`gateway: round ${round + 1} of ${rounds}, ${name}`),
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
  const errors = Object.values(results)
    .flat()
    .reduce((sum, result) => sum + result.errors, 0)
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

function measurementOf(
  results: Results,
  title: string,
  unit: Measurement['unit'],
  pick: (result: LoadResult) => number,
): Measurement {
  const samples = Object.fromEntries(Object.entries(results).map(([name, own]) => [name, own.map(pick)]))
  return { title, unit, floor: nodeHttp, samples }
}
