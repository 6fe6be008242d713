import type { CompiledTemplate } from '../../service/serverless.ts'
import { UserError } from '../../user-error.ts'
import type { StackNow } from './stack.ts'

export interface AssertNoSwitchOptions {
  readonly stack: StackNow
  /** What would be deployed. */
  readonly template: CompiledTemplate
  /** What was deployed. */
  readonly readDeployed: () => Promise<CompiledTemplate>
  /** `--param switchFrom=...`: the provider that the caller knowingly leaves. */
  readonly switchFrom: string | undefined
}

/**
 * Stops a deploy that would make a stage accept another issuer's tokens, unless the caller names the old one. A profile
 * belongs to issuer and subject, so the table would stay intact, and yet every owner would lose their profile.
 *
 * @throws {UserError} `ERR_PROVIDER_SWITCH` with what would happen, and both options.
 */
export async function assertNoSwitch(options: AssertNoSwitchOptions): Promise<void> {
  const { stack, template, switchFrom } = options
  const left = valueLeft(stack, template)
  if (left === undefined || left === switchFrom) return
  const lines = [
    `Stack ${stack.name} accepts tokens from ${describe(stack.outputs)};`,
    `this deploy would make it accept tokens from ${describe(outputsOf(template))}.`,
    'A profile belongs to issuer and subject: existing profiles would stay in the table, but nobody could reach them.',
    ...(await fateOfUsers(options)),
    'To keep both, deploy to another stage: --stage NAME',
    `To switch this stage anyway: --param switchFrom=${left}`,
  ]
  throw new UserError('ERR_PROVIDER_SWITCH', lines.join('\n'))
}

/** The switch deletes a user pool of the stack, or leaves it outside the stack. */
async function fateOfUsers({ template, readDeployed }: AssertNoSwitchOptions): Promise<string[]> {
  const deployed = (await readDeployed()).Resources
  return Object.entries(deployed)
    .filter(([name, { Type }]) => Type === 'AWS::Cognito::UserPool' && !template.Resources[name])
    .map(([name, { DeletionPolicy }]) =>
      DeletionPolicy === 'Retain'
        ? `Its user pool (${name}) would stay, outside the stack.`
        : `Its user pool (${name}) would be deleted, with every account in it.`,
    )
}

/** The provider that the stage leaves, or the issuer where the provider stays. */
function valueLeft({ outputs }: StackNow, template: CompiledTemplate): string | undefined {
  const next = outputsOf(template)
  const isLeft = (name: string) => {
    const [before, after] = [outputs.get(name), next.get(name)]
    return before !== undefined && after !== undefined && before !== after
  }
  return ['IdentityProvider', 'Issuer'].filter(isLeft).map((name) => outputs.get(name))[0]
}

/** Those that are known before the deploy: a user pool of this stack is not. */
function outputsOf({ Outputs = {} }: CompiledTemplate): ReadonlyMap<string, string> {
  const entries = Object.entries(Outputs as Record<string, { readonly Value?: unknown }>)
  return new Map(entries.flatMap(([name, { Value }]) => (typeof Value === 'string' ? [[name, Value]] : [])))
}

function describe(outputs: ReadonlyMap<string, string>): string {
  const issuer = outputs.get('Issuer')
  return `${outputs.get('IdentityProvider')}${issuer === undefined ? '' : ` (${issuer})`}`
}
