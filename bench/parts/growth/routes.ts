import { type Gateway, startClaimcheck } from '../../contenders/gateways.ts'
import { checkGateway } from '../../measure/check-gateway.ts'
import type { PartResult } from '../../measure/measurement.ts'
import { runRounds, type Samples } from '../../measure/rounds.ts'
import type { RunContext } from '../../measure/run-context.ts'
import { timeRequests } from '../../measure/time-requests.ts'
import { growthTargets } from './grown.ts'

const sizes = [1, 20, 200]
const describe = (routes: number) => (routes === 1 ? '1 route' : `${routes} routes`)

/** GET through `serverless local`, one request at a time, in services of different sizes. */
export async function measureRoutes(run: RunContext): Promise<PartResult> {
  const gateways: Gateway[] = []
  try {
    for (const routes of sizes) {
      run.progress.step(`growth: starting a service with ${describe(routes)}`)
      const gateway = await startClaimcheck(run, routes)
      gateways.push({ ...gateway, name: describe(routes) })
    }
    for (const gateway of gateways) await checkGateway(gateway)
    return judge(await timeAll(run, gateways))
  } finally {
    for (const gateway of gateways) await gateway.stop()
  }
}

async function timeAll(run: RunContext, gateways: readonly Gateway[]): Promise<Samples> {
  const rounds = run.rounds ?? (run.quick ? 3 : 15)
  const requests = run.quick ? 100 : 1000
  run.progress.step(`growth: GET from each service, ${rounds} rounds of ${requests} requests`)
  for (const each of gateways) await timeRequests(each, requests * 2)
  const runners = gateways.map((each) => ({ name: each.name, measure: () => timeRequests(each, requests) }))
  return runRounds(runners, rounds)
}

function judge(samples: Samples): PartResult {
  const title = 'GET through the local gateway, by routes in the service'
  const measurement = { title, unit: 'µs', floor: describe(1), samples } as const
  return { measurements: [measurement], targets: growthTargets('GET', measurement) }
}
