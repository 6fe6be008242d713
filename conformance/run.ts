/**
 * The conformance cases against one gateway or several: `npm run conformance`, see `--help`.
 */
import { UserError } from '../plugin/user-error.ts'
import { conform } from './conform.ts'
import { readArguments, usage } from './read-arguments.ts'

async function main(): Promise<number> {
  try {
    const options = readArguments(process.argv.slice(2))
    if (!options.help) return await conform(options)
    process.stdout.write(usage)
    return 0
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    process.stderr.write(`${error.message}\n`)
    return error.code === 'ERR_OPTION_INVALID' ? 2 : 3
  }
}

process.exitCode = await main()
