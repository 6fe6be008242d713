import type { ReadStream, WriteStream } from 'node:tty'
import { confirm, isCancel, select, text } from '@clack/prompts'
import type { Choice } from './options.ts'

/** Somebody who can be asked. Each question throws `Stopped` at Ctrl-C. */
export interface Terminal {
  /** @param findFault what is wrong with an answer, if anything */
  text(question: string, standard: string, findFault: (answer: string) => string | undefined): Promise<string>
  chooseProvider<Name extends Choice>(question: string, among: readonly Name[]): Promise<Name>
  confirm(question: string): Promise<boolean>
}

const providers: Readonly<Record<Choice, { readonly label: string; readonly hint?: string }>> = {
  cognito: { label: 'Amazon Cognito', hint: 'the stack brings its own user pool' },
  auth0: { label: 'Auth0' },
  okta: { label: 'Okta' },
  oidc: { label: 'Another OpenID provider', hint: 'Entra ID, Keycloak, Google, Clerk and so on' },
  all: { label: 'All of them', hint: 'one is chosen with each deploy' },
}

/** Ctrl-C. The message says what there is now. */
export class Stopped extends Error {
  override readonly name = 'Stopped'

  constructor(message = 'Nothing was written.') {
    super(message)
  }
}

/** Undefined unless both ends are a terminal: in a pipe or in CI nobody could answer. */
export function createTerminal(
  input: ReadStream | NodeJS.ReadStream,
  output: WriteStream | NodeJS.WriteStream,
): Terminal | undefined {
  if (!input.isTTY || !output.isTTY) return undefined
  return {
    text: async (message, standard, findFault) =>
      answered(
        await text({
          message,
          placeholder: standard,
          defaultValue: standard,
          validate: (answer) => findFault(answer || standard),
          input,
          output,
        }),
      ),
    chooseProvider: async <Name extends Choice>(message: string, among: readonly Name[]) => {
      const options = among.map((value) => ({ value: value as string, ...providers[value] }))
      return answered(await select<string>({ message, options, input, output })) as Name
    },
    confirm: async (message) => answered(await confirm({ message, input, output })),
  }
}

function answered<Value>(answer: Value): Exclude<Value, symbol> {
  if (isCancel(answer)) throw new Stopped()
  return answer as Exclude<Value, symbol>
}
