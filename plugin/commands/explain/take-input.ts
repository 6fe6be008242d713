import { keepExitCode } from './exit-code.ts'
import { takeArgument } from './token-argument.ts'

/** The parts of `serverless token explain` that have to be seen to before Serverless reads the command line. */
export interface TakenInput {
  /** TOKEN. */
  readonly argument: string | undefined
  /** Takes the code that the process is to end with. */
  readonly exitWith: (code: number) => void
}

/** Undefined for any other command. @param words of the command, as Serverless found them so far. */
export function takeInput([first, second]: readonly string[]): TakenInput | undefined {
  if (first !== 'token' || second !== 'explain') return undefined
  return { exitWith: keepExitCode(), argument: takeArgument(process.argv) }
}
