/**
 * From command to first 200: `npm start` beside serverless-offline with the same three functions, bundled, and the same
 * table already running. serverless-offline checks no signature and needs none; we sign and check one.
 *
 *   npm run bench:start
 */
import { installServerlessOffline, offlineVersion } from './peers.ts'
import { claimcheck, serverlessOffline } from './start-contenders.ts'
import { type Contender, medianStartMs } from './start-to-first-200.ts'

const rounds = 5
const projectDir = process.cwd()

const contenders: Contender[] = [
  await claimcheck(projectDir),
  await serverlessOffline(projectDir, await installServerlessOffline(projectDir)),
]
for (const contender of contenders) {
  const { medianMs, allMs } = await medianStartMs(contender, rounds)
  const all = allMs.map((ms) => Math.round(ms)).join(', ')
  process.stdout.write(`${contender.name.padEnd(28)} ${Math.round(medianMs)} ms   (${all})\n`)
}
process.stdout.write(`Median of ${rounds}; serverless-offline is ${offlineVersion}.\n`)
