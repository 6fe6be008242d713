import { setTimeout as wait } from 'node:timers/promises'
import type { ApiName, Case, CaseRequest, CaseStep } from './case-shape.ts'
import { fillIn, fillInNames, type Names, UnknownNameError } from './fill-in.ts'
import { makeToken } from './issuer/make-token.ts'
import type { SigningKeys } from './issuer/signing-keys.ts'
import { judge } from './judge.ts'
import type { Client, Endpoint } from './send-request.ts'
import { signRequest } from './sign-request.ts'

/** What a case is run with. */
export interface Surroundings {
  readonly client: Client
  /** Where an API is, or why it is nowhere. */
  readonly locate: (api: ApiName) => Endpoint | { readonly notRun: string }
  readonly keys: SigningKeys
  /** Exact issuers by tenant. */
  readonly issuers: ReadonlyMap<string, string>
  /** Absent where the issuer is not this run's own. */
  readonly rotate?: ((tenant: string) => void) | undefined
  /** Ends whatever a case waits for. */
  readonly signal: AbortSignal
}

export type CaseResult = { readonly case: Case } & (
  | { readonly outcome: 'passed' }
  | { readonly outcome: 'missed'; readonly differences: readonly string[] }
  | { readonly outcome: 'not run'; readonly reason: string }
)

/** Tries one case. Never rejects: an answer that does not come is a difference too. */
export async function runCase(each: Case, surroundings: Surroundings): Promise<CaseResult> {
  const endpoint = surroundings.locate(each.api)
  if ('notRun' in endpoint) return { case: each, outcome: 'not run', reason: endpoint.notRun }
  try {
    const differences = await tryCase(each, endpoint, surroundings)
    return differences.length === 0
      ? { case: each, outcome: 'passed' }
      : { case: each, outcome: 'missed', differences }
  } catch (error) {
    if (error instanceof UnknownNameError) return { case: each, outcome: 'not run', reason: error.message }
    return { case: each, outcome: 'missed', differences: [`no answer: ${messageOf(error)}`] }
  }
}

async function tryCase(each: Case, endpoint: Endpoint, surroundings: Surroundings): Promise<string[]> {
  for (const step of each.before ?? []) await takeStep(step, endpoint, surroundings)
  const names = namesFor(endpoint, surroundings)
  const received = await surroundings.client.send(endpoint, fillInRequest(each.request, names, surroundings))
  return judge(received, fillIn(each.expect, names, nowSeconds()) as Case['expect'])
}

async function takeStep(step: CaseStep, endpoint: Endpoint, surroundings: Surroundings): Promise<void> {
  if ('waitMs' in step) await wait(step.waitMs, undefined, { signal: surroundings.signal })
  else if ('rotate' in step) rotate(step.rotate, surroundings)
  else
    await surroundings.client.send(
      endpoint,
      fillInRequest(step.request, namesFor(endpoint, surroundings), surroundings),
    )
}

function rotate(tenant: string, surroundings: Surroundings): void {
  if (!surroundings.rotate) throw new UnknownNameError(`rotate.${tenant}`)
  surroundings.rotate(tenant)
}

/** `{{host}}`, `{{issuer.main}}`, `{{kid.current}}` and their like. */
function namesFor(endpoint: Endpoint, { issuers, keys }: Surroundings): Names {
  return new Map([
    ['host', endpoint.host ?? new URL(endpoint.url).host],
    ['host-name', (endpoint.host ?? new URL(endpoint.url).host).replace(/:\d+$/, '')],
    ...[...issuers].map(([tenant, issuer]) => [`issuer.${tenant}`, issuer] as const),
    ...Object.entries(keys).map(([name, { kid }]) => [`kid.${name}`, kid] as const),
  ])
}

function fillInRequest(request: CaseRequest, names: Names, { keys }: Surroundings): CaseRequest {
  const { token: recipe, ...rest } = request
  if (!recipe) return signRequest(fillInLines(rest, names), names.get('host') ?? '')
  const token = makeToken(recipe, { keys, names, nowSeconds: nowSeconds() })
  return fillInLines(placeToken(rest), new Map([...names, ['token', token]]))
}

/** A token goes where `{{token}}` stands, and into `authorization` where it stands nowhere. */
function placeToken(request: CaseRequest): CaseRequest {
  const { path, headers = [] } = request
  if ([path, ...headers.flat()].some((text) => text.includes('{{token}}'))) return request
  return { ...request, headers: [...headers, ['authorization', 'Bearer {{token}}']] }
}

function fillInLines(request: CaseRequest, names: Names): CaseRequest {
  const headers = (request.headers ?? []).map(([name, value]): [string, string] => [
    name,
    fillInNames(value, names),
  ])
  return { ...request, path: fillInNames(request.path, names), headers }
}

function nowSeconds(): number {
  return Math.floor(Date.now() / 1_000)
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
