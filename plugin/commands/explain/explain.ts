import { createKeySource } from '../../authorizer/keys.ts'
import { formatDate } from '../../explain/describe-time.ts'
import { explainToken } from '../../explain/explain-token.ts'
import type { Explanation } from '../../explain/explanation.ts'
import { toExplanationDocument } from '../../explain/explanation-document.ts'
import { formatExplanation } from '../../explain/format-explanation.ts'
import { type ChooseOptions, chooseAuthorizer } from './choose-authorizer.ts'
import type { ChosenAuthorizer } from './chosen-authorizer.ts'
import { exitCodeOf } from './exit-code.ts'
import type { ExplainRequest } from './read-explain-options.ts'
import { type Input, readValue } from './read-value.ts'

export interface ExplainCommand extends ChooseOptions {
  readonly request: ExplainRequest
  /** TOKEN, as it stands on the command line. */
  readonly argument: string | undefined
  readonly input: Input
}

/** What `serverless token explain` prints, and what it ends with. */
export interface Explained {
  readonly text: string
  readonly exitCode: 0 | 1 | 2
}

/**
 * `serverless token explain`: the issuer's keys are fetched as the gateway would, everything else is decided here.
 *
 * @throws {UserError} where no token or no authorizer is given.
 */
export async function runExplain(command: ExplainCommand): Promise<Explained> {
  const { request, argument, input } = command
  const { nowMs } = request
  const value = await readValue(argument, input)
  const chosen = await chooseAuthorizer(command)
  const explanation = await explainToken(value, { ...chosen, nowMs, keys: createKeySource() })
  const write = request.json ? writeJson : writeText
  return { text: write(explanation, chosen, new Date(nowMs)), exitCode: exitCodeOf(explanation) }
}

function writeText(explanation: Explanation, chosen: ChosenAuthorizer, now: Date): string {
  const { authorizer, routeScopes, from } = chosen
  return [
    formatExplanation(explanation),
    '',
    `Held against ${from}, as of ${formatDate(now)}:`,
    `  issuer    ${authorizer.issuer}`,
    `  audience  ${authorizer.audience.join(' or ')}`,
    `  scope     ${routeScopes.length > 0 ? routeScopes.join(' or ') : 'none asked for (choose a route with --route)'}`,
    '',
  ].join('\n')
}

function writeJson(explanation: Explanation, chosen: ChosenAuthorizer, now: Date): string {
  const { authorizer, routeScopes, from } = chosen
  const { issuer, audience, identitySource } = authorizer
  const document = {
    ...toExplanationDocument(explanation),
    at: formatDate(now),
    authorizer: { from, issuer, audience, identitySource, scopes: routeScopes },
  }
  return `${JSON.stringify(document, undefined, 2)}\n`
}
