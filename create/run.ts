import { UserError } from '../plugin/user-error.ts'
import { Stopped } from './ask.ts'
import { addToService } from './into/add-to-service.ts'
import { createService } from './new/create-service.ts'
import { readCommandLine } from './options.ts'
import type { Surroundings } from './surroundings.ts'

/** Errors of usage rather than of what was found. */
const usage = ['ERR_OPTION_INVALID', 'ERR_NAME_INVALID']

/** @returns the exit code: 0 done, 1 failed, 2 wrong usage, 130 stopped by Ctrl-C */
export async function run(args: readonly string[], surroundings: Surroundings): Promise<number> {
  const { output, errors, signal } = surroundings
  const line = readCommandLine(args, surroundings.version)
  if (!('options' in line)) {
    const stream = line.exitCode === 0 ? output : errors
    stream.write(line.text)
    return line.exitCode
  }
  const { options } = line
  try {
    await (options.into === undefined
      ? createService(options, surroundings)
      : addToService(options, surroundings))
    return 0
  } catch (error) {
    if (error instanceof Stopped || signal.aborted) {
      errors.write(`Stopped. ${error instanceof Stopped ? error.message : 'Nothing was written.'}\n`)
      return 130
    }
    if (!(error instanceof UserError)) throw error
    errors.write(`${error.message}\n`)
    return usage.includes(error.code) ? 2 : 1
  }
}
