/**
 * From command to first 200: `npm start` beside serverless-offline with the same three functions, bundled, and the same
 * table already running. serverless-offline checks no signature and needs none; we sign and check one.
 *
 *   npm run bench:start
 */
import { installServerlessOffline, offlineVersion } from './peers.ts'
import { claimcheck, serverlessOffline } from './start-contenders.ts'
import { type Contender, measureStarts } from './start-to-first-200.ts'

const rounds = 5
const projectDir = process.cwd()

const contenders: Contender[] = [
  await claimcheck(projectDir),
  await serverlessOffline(projectDir, await installServerlessOffline(projectDir)),
]
for (const [index, { medianMs, allMs }] of (await measureStarts(contenders, rounds)).entries()) {
  const all = allMs.map((ms) => Math.round(ms)).join(', ')
  process.stdout.write(`${contenders[index]?.name.padEnd(24)} ${Math.round(medianMs)} ms   (${all})\n`)
}
process.stdout.write(`Median of ${rounds} rounds, in turn; serverless-offline is ${offlineVersion}.\n`)
