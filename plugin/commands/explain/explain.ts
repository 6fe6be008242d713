import type { CliOptions, Command, CommandContext } from '../../command.ts'
import { invalidOption, readText, readTexts, readTrustedIssuer, stateOption } from '../options.ts'
import type { ExplainRequest } from './choose-authorizer.ts'
import { type TakenInput, takeInput } from './token-argument.ts'

/** `serverless token explain` and `claimcheck explain`. */
export const explain = {
  definition: {
    usage:
      'Explain why a token is accepted or refused: give TOKEN, or - to read stdin (exit code 0 accepted, 1 refused, 2 neither)',
    lifecycleEvents: ['print'],
    options: {
      state: stateOption,
      issuer: {
        type: 'string',
        usage: "The authorizer's issuer, exactly, with any trailing slash (default: that of the local run)",
      },
      audience: {
        type: 'string',
        usage: 'With --issuer: the accepted audiences or client ids, separated by commas',
      },
      route: { type: 'string', usage: "The route to call, for its scopes: 'DELETE /profile'" },
      scope: { type: 'multiple', usage: 'A scope that the route requires; any one of several is enough' },
      at: { type: 'string', usage: 'Decide as of this time: 2026-11-23T12:00:00Z (default: now)' },
      json: { type: 'boolean', usage: 'Print the explanation as JSON' },
    },
  },
  hooks: (context) => {
    const taken = takeInput(context.serverless.processedInput.commands)
    return { 'token:explain:print': () => runInService(context, taken) }
  },
} as const satisfies Command

/** With the routes and the deployed authorizers of the service that Serverless has read. */
async function runInService(context: CommandContext, taken: TakenInput | undefined): Promise<void> {
  const request = readExplainRequest(context.options)
  const [{ runExplain }, { serviceAuthorizers }] = await Promise.all([
    import('./run-explain.ts'),
    import('./service-authorizers.ts'),
  ])
  const { text, exitCode } = await runExplain({
    request,
    stateDir: context.stateDir,
    service: serviceAuthorizers(context),
    argument: taken?.argument,
    input: process.stdin,
  })
  process.stdout.write(text)
  taken?.exitWith(exitCode)
}

/** @throws {UserError} `ERR_OPTION_INVALID` saying which option, its value and what it should be. */
export function readExplainRequest(options: CliOptions): ExplainRequest {
  return {
    // Unlike for a local run, an issuer on this machine is fine.
    trust: readTrustedIssuer(options, { allowLoopbackHttp: true }),
    route: readText(options, 'route'),
    scopes: readTexts(options, 'scope'),
    stage: readText(options, 'stage'),
    nowMs: readTime(options.at),
    json: options.json === true,
  }
}

/** ISO 8601, or seconds since the epoch as tokens have them. */
function readTime(at: unknown): number {
  if (at === undefined || at === null) return Date.now()
  const text = String(at)
  const timeMs = /^\d{1,11}$/.test(text) ? Number(text) * 1_000 : Date.parse(text)
  if (!Number.isNaN(timeMs)) return timeMs
  throw invalidOption(
    `--at is "${text}"; expected a time such as 2026-11-23T12:00:00Z, or seconds since 1970.`,
  )
}
