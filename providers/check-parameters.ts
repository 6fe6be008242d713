import type { Fault, Parameter, ProviderParameters, ReadValue } from './parameter.ts'
import { type ProviderName, parameters } from './registry.ts'

/** A deploy that cannot work, reported before anything is packaged. The message lists every problem and its fix. */
export class ParameterError extends Error {
  override readonly name = 'ParameterError'
  readonly code = 'ERR_TENANT_INVALID'
  /** One a problem, in the order of the values. */
  readonly problems: readonly string[]

  constructor(provider: ProviderName, problems: readonly string[]) {
    super([`Provider ${provider} cannot be set up with these values:`, ...problems].join('\n\n'))
    this.problems = problems
  }
}

export interface CheckParametersOptions {
  readonly provider: ProviderName
  /** `--param NAME=value`: looked at first, as serverless.yml does. */
  readonly params: ReadonlyMap<string, string>
  /** The environment, `.env` included. */
  readonly env: Readonly<Record<string, string | undefined>>
}

/**
 * Checks the values that a deploy for `provider` takes. Pure: asks no server; preflight does that.
 *
 * @throws {ParameterError} `ERR_TENANT_INVALID` with all problems of this call.
 */
export function checkParameters({ provider, params, env }: CheckParametersOptions): void {
  const tenant = parametersOf(provider, params)
  const { values } = tenant
  const read: ReadValue = (name) => params.get(name) ?? env[name]
  const problems = [
    ...values.flatMap((value) => describeProblem(value, findProblem(value, values, read))),
    ...unknownNames(tenant, params),
  ]
  if (problems.length > 0) throw new ParameterError(provider, problems)
}

/** What a provider is called: `Amazon Cognito`. */
export function vendorOf(provider: ProviderName): string {
  return parameters[provider].vendor
}

/** What the names of a provider's values begin with: `AUTH0_`. */
export function parameterPrefix(provider: ProviderName): string {
  return parameters[provider].prefix
}

/** The values that a deploy for `provider` requires, each with an example that passes the check. */
export function requiredValues(provider: ProviderName): (readonly [name: string, example: string])[] {
  return parameters[provider].values
    .filter(({ required }) => required)
    .map(({ name, example }) => [name, example] as const)
}

/**
 * What is known of a provider's parameters before any of them is asked, set up as the parameters say.
 *
 * @throws {ParameterError} `ERR_TENANT_INVALID` for a variant that does not exist.
 */
export function parametersOf(
  provider: ProviderName,
  params: ReadonlyMap<string, string>,
): ProviderParameters {
  const tenant = parameters[provider]
  const { param = '', standard, others = {} } = tenant.variants ?? {}
  const chosen = params.get(param)
  if (chosen === undefined || chosen === standard) return tenant
  if (Object.hasOwn(others, chosen)) return others[chosen] as ProviderParameters
  const known = [standard, ...Object.keys(others)].join(' or ')
  throw new ParameterError(provider, [`  ${param} is ${shown(chosen)}.\n    Expected: ${known}.`])
}

function describeProblem({ name, wanted, example }: Parameter, problem: Fault | undefined): string[] {
  if (!problem) return []
  const setting = `${name}=${problem.fixed ?? example}`
  const lines = [
    `  ${name} ${problem.fault}.`,
    `    Expected: ${wanted}, such as ${example}.`,
    `    Set it with --param ${setting}, or with the line ${setting} in .env (or in the environment).`,
  ]
  return [lines.join('\n')]
}

function findProblem(value: Parameter, values: readonly Parameter[], read: ReadValue): Fault | undefined {
  const given = read(value.name)
  if (given === undefined) return value.required ? { fault: 'is not set' } : undefined
  if (given.trim() === '') return { fault: value.emptyFault ?? 'is empty' }
  if (given.trim() !== given)
    return { fault: `is ${shown(given)}: white space around it`, fixed: given.trim() }
  const found = value.findFault?.(given, (name) => readMeant(name, values, read))
  return found && { ...found, fault: `is ${shown(given)}: ${found.fault}` }
}

/** Another value as it was meant, so that a fault of that one hides none of this one. */
function readMeant(name: string, values: readonly Parameter[], read: ReadValue): string | undefined {
  const value = values.find((candidate) => candidate.name === name)
  return (value && findProblem(value, values, read)?.fixed) ?? read(name)
}

/** A misspelled optional value would be ignored silently. The environment may hold others' names; `--param` may not. */
function unknownNames(tenant: ProviderParameters, params: ReadonlyMap<string, string>): string[] {
  return [...params.keys()]
    .filter((name) => name.startsWith(tenant.prefix) && !hasValue(tenant, name))
    .map((name) => `  ${name} is not a value of this provider.\n    ${knownInstead(tenant, name)}`)
}

function hasValue({ values }: ProviderParameters, name: string): boolean {
  return values.some((value) => value.name === name)
}

function knownInstead({ values, variants }: ProviderParameters, name: string): string {
  const other = Object.entries(variants?.others ?? {}).find(([, variant]) => hasValue(variant, name))
  if (other) return `It is one with --param ${variants?.param}=${other[0]}.`
  return `Known: ${values.map((value) => value.name).join(', ') || 'none'}.`
}

/** Quoted, so that a stray character is seen, and no longer than a line. */
function shown(value: string): string {
  return JSON.stringify(value.length > 120 ? `${value.slice(0, 120)}...` : value)
}
