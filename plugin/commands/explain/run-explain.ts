import { createKeySource } from '../../../authorizer/keys.ts'
import type { TokenCheck } from '../../../authorizer/refusal.ts'
import { formatDate } from '../../explain/describe-time.ts'
import { explainToken } from '../../explain/explain-token.ts'
import type { Explanation } from '../../explain/explanation.ts'
import { toExplanationDocument } from '../../explain/explanation-document.ts'
import { formatExplanation } from '../../explain/format-explanation.ts'
import {
  type ChosenAuthorizer,
  chooseAuthorizer,
  type ExplainRequest,
  type ServiceAuthorizers,
} from './choose-authorizer.ts'
import { exitCodeOf, type Input, readToken } from './token-argument.ts'

export interface RunExplainOptions {
  readonly request: ExplainRequest
  readonly stateDir: string
  /** Absent where no serverless.yml was read. */
  readonly service?: ServiceAuthorizers
  /** TOKEN from the command line. */
  readonly argument: string | undefined
  readonly input: Input
}

/** What is printed, and the exit code. */
export interface Explained {
  readonly text: string
  readonly exitCode: 0 | 1 | 2
}

/**
 * Explains one token: the issuer's keys are fetched as the gateway would, everything else is decided here.
 *
 * @throws {UserError} `ERR_TOKEN_MISSING` without a token, or as `chooseAuthorizer` does.
 */
export async function runExplain(options: RunExplainOptions): Promise<Explained> {
  const { request, argument, input } = options
  const { nowMs } = request
  const value = await readToken(argument, input)
  const chosen = await chooseAuthorizer(options)
  const explanation = await explainToken(value, { ...chosen, nowMs, keys: createKeySource() })
  const write = request.json ? writeJson : writeText
  return { text: write(explanation, chosen, new Date(nowMs)), exitCode: exitCodeOf(explanation) }
}

function writeText(explanation: Explanation<TokenCheck>, chosen: ChosenAuthorizer, now: Date): string {
  const { authorizer, routeScopes, from } = chosen
  return [
    formatExplanation(explanation),
    '',
    `Checked against ${from}, as of ${formatDate(now)}:`,
    `  issuer    ${authorizer.issuer}`,
    `  audience  ${authorizer.audience.join(' or ')}`,
    `  scope     ${routeScopes.length > 0 ? routeScopes.join(' or ') : 'none required (choose a route with --route)'}`,
    '',
  ].join('\n')
}

function writeJson(explanation: Explanation<TokenCheck>, chosen: ChosenAuthorizer, now: Date): string {
  const { authorizer, routeScopes, from } = chosen
  const { issuer, audience, identitySource } = authorizer
  const document = {
    ...toExplanationDocument(explanation),
    at: formatDate(now),
    authorizer: { from, issuer, audience, identitySource, scopes: routeScopes },
  }
  return `${JSON.stringify(document, undefined, 2)}\n`
}
