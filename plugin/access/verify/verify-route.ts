import type { DescribedRoute } from '../../openapi/described-api.ts'
import { type AccessRow, type CallerKind, callers } from '../access-row.ts'
import { type HarmlessOptions, type HarmlessRequest, harmlessRequest } from './harmless-request.ts'
import { judge, type Observed } from './judge.ts'
import { type Probe, type ProbeToken, probesOf } from './probes.ts'
import type { Verdict, VerifiedCall, VerifiedCell, VerifiedRoute } from './verified-route.ts'

/** What verifying needs of a running service. */
export interface VerifyTools {
  /** A token that holds this; undefined where the issuer cannot make one. */
  token(wanted: ProbeToken): Promise<string | undefined>
  /** @param isRefused whether the API is expected to refuse it. */
  send(request: HarmlessRequest, token: string | undefined, isRefused: boolean): Promise<Observed>
}

export interface VerifyOptions extends HarmlessOptions {
  /** Whether functions may run that nothing would stop: they may change data. */
  readonly callsAll: boolean
}

/** Calls a route for each cell of its row. */
export async function verifyRoute(
  route: DescribedRoute,
  row: AccessRow,
  tools: VerifyTools,
  options: VerifyOptions,
): Promise<VerifiedRoute> {
  const request = harmlessRequest(route, options)
  const { method, path, stoppedBy } = request
  const cells: [CallerKind, VerifiedCell][] = []
  // One after another: each starts an instance of the function otherwise.
  for (const caller of callers) {
    const calls: VerifiedCall[] = []
    for (const probe of probesOf(caller, row[caller]))
      calls.push(await call(route, { probe, request, tools, callsAll: options.callsAll }))
    cells.push([caller, { verdict: worst(calls), calls }])
  }
  return {
    ...{ routeKey: route.routeKey, sent: `${method} ${path}`, stoppedBy },
    cells: Object.fromEntries(cells) as Record<CallerKind, VerifiedCell>,
  }
}

interface CallOptions {
  readonly probe: Probe
  readonly request: HarmlessRequest
  readonly tools: VerifyTools
  readonly callsAll: boolean
}

async function call(
  route: DescribedRoute,
  { probe, request, tools, callsAll }: CallOptions,
): Promise<VerifiedCall> {
  const { label, expected } = probe
  const notSent = (why: string): VerifiedCall => ({ label, status: null, verdict: 'unproven', why })
  const isRefused = expected === 401 || expected === 403
  if (request.stoppedBy === 'nothing' && !isRefused && !callsAll)
    return notSent('Not sent: no schema refuses the request, so the function would run and may change data.')
  const token = probe.token && (await tools.token(probe.token))
  if (probe.token && token === undefined)
    return notSent("Not sent: this run's issuer puts that into no token of this kind.")
  const observed = await tools.send(request, token, isRefused)
  return { label, status: observed.status, ...judge(route, expected, observed, request.stoppedBy) }
}

function worst(calls: readonly VerifiedCall[]): Verdict {
  const found = new Set(calls.map(({ verdict }) => verdict))
  if (found.has('differs')) return 'differs'
  return found.has('unproven') ? 'unproven' : 'holds'
}
