import { readFileSync, realpathSync } from 'node:fs'
import { dirname, join } from 'node:path'

/**
 * Whether the program that runs this prints nothing for a hook that throws `undefined`: osls and Serverless v3 report what was thrown
 * only if it is something. Others are not known to.
 *
 * @param program the script that Node was started with.
 */
export function endsQuietly(program = process.argv[1]): boolean {
  const { name, version = '' } = readPackage(program) ?? {}
  return name === 'osls' || (name === 'serverless' && version.startsWith('3.'))
}

interface Package {
  readonly name?: string
  readonly version?: string
}

/** The package.json that the script belongs to. */
function readPackage(program: string | undefined): Package | undefined {
  if (program === undefined) return undefined
  try {
    return readNearest(dirname(realpathSync(program)))
  } catch {
    return undefined
  }
}

function readNearest(dir: string): Package | undefined {
  try {
    return JSON.parse(readFileSync(join(dir, 'package.json'), 'utf8')) as Package
  } catch {
    const parent = dirname(dir)
    return parent === dir ? undefined : readNearest(parent)
  }
}
