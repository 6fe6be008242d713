/**
 * Requests per second behind a JWT authorizer: `serverless local`, which verifies every token and runs the function in
 * threads, beside serverless-offline in its fastest mode (in process), which verifies none. One after the other, so that neither
 * takes from the other's processor time; the load comes from a process of its own.
 *
 *   npm run bench:load
 */
import { claimcheck, type LoadContender, serverlessOffline } from './load-contenders.ts'
import { installAutocannon, installServerlessOffline, offlineVersion } from './peers.ts'
import { startServer } from './running-server.ts'
import { type LoadResult, sendLoad } from './send-load.ts'

const connections = 50
const seconds = 20
const warmUpSeconds = 3
const projectDir = process.cwd()

async function measure(contender: LoadContender, autocannon: string): Promise<LoadResult> {
  const { command, service, url } = contender
  const server = await startServer(command, service.dir, url)
  try {
    const common = { autocannon, url, token: await contender.token(), connections }
    await sendLoad({ ...common, length: { seconds: warmUpSeconds } })
    return await sendLoad({ ...common, length: { seconds } })
  } finally {
    await server.stop()
    await service.remove()
  }
}

function describe(name: string, { requestsPerSecond, medianMs, p99Ms, errors }: LoadResult): string {
  const rate = Math.round(requestsPerSecond).toString().padStart(7)
  return `${name.padEnd(20)} ${rate} requests/s   median ${medianMs} ms   p99 ${p99Ms} ms   ${errors} errors`
}

const autocannon = await installAutocannon(projectDir)
const modules = await installServerlessOffline(projectDir)
const ours = await measure(await claimcheck(projectDir), autocannon)
process.stdout.write(`${describe('claimcheck', ours)}\n`)
const theirs = await measure(await serverlessOffline(projectDir, modules), autocannon)
process.stdout.write(`${describe(`serverless-offline`, theirs)}\n`)
const ratio = ours.requestsPerSecond / theirs.requestsPerSecond
process.stdout.write(
  `${ratio.toFixed(2)} times the requests, at ${connections} connections for ${seconds} s; serverless-offline ${offlineVersion}, in process.\n`,
)
if (ours.errors > 0 || ratio < 2 || ours.p99Ms > theirs.p99Ms) process.exitCode = 1
