/**
 * How large the deployed functions are: a cold start reads and compiles every byte.
 *
 *   npm run check:size
 */
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { bundleHandler } from '../plugin/handlers/bundle-handler.ts'

/** Kilobytes of 1000 bytes, for one function: its bundle as it is deployed, and that gzipped. */
const limits = { codeKb: 150, gzippedKb: 45 }

const projectDir = join(import.meta.dirname, '..')
const folder = 'src/profile'

interface Size {
  readonly name: string
  readonly codeKb: number
  readonly gzippedKb: number
}

async function measure(name: string): Promise<Size> {
  const { code } = await bundleHandler({ dir: projectDir, handler: `${folder}/${name}.handler` })
  return { name, codeKb: code.byteLength / 1000, gzippedKb: gzipSync(code).byteLength / 1000 }
}

function isTooLarge({ codeKb, gzippedKb }: Size): boolean {
  return codeKb > limits.codeKb || gzippedKb > limits.gzippedKb
}

function describe(size: Size): string {
  const sizes = `${size.codeKb.toFixed(1)} kB code, ${size.gzippedKb.toFixed(1)} kB gzipped`
  return `${size.name.padEnd(20)} ${sizes}${isTooLarge(size) ? '   too large' : ''}`
}

const files = (await readdir(join(projectDir, folder))).filter((file) => file.endsWith('-profile-info.ts'))
const sizes = await Promise.all(files.map((file) => measure(file.replace('.ts', ''))))
process.stdout.write(`${sizes.map(describe).join('\n')}\n`)
if (sizes.length === 0 || sizes.some(isTooLarge)) {
  process.stderr.write(
    `A function may have ${limits.codeKb} kB of code and ${limits.gzippedKb} kB gzipped. ` +
      'See what a new import brings along: docs/reference/performance.md.\n',
  )
  process.exitCode = 1
}
