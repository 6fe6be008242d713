/**
 * Requests per second behind a JWT authorizer: `serverless local`, which verifies every token and runs the function in
 * processes of its own, beside serverless-offline in its fastest mode (in process), which verifies none, and beside the least that
 * node:http and jose can do. In turn, so that neither takes from
 * the other's processor time and a busy spell of the machine meets both; the load comes from a process of its own.
 *
 *   npm run bench:load
 */
import { bareGateway, claimcheck, type LoadContender, serverlessOffline } from './load-contenders.ts'
import { installAutocannon, installServerlessOffline, offlineVersion } from './peers.ts'
import { startServer } from './running-server.ts'
import { type LoadResult, sendLoad } from './send-load.ts'

const rounds = 2
const connections = 50
const seconds = 20
const warmUpSeconds = 3
const projectDir = process.cwd()
const autocannon = await installAutocannon(projectDir)
const contenders = [
  await claimcheck(projectDir),
  await serverlessOffline(projectDir, await installServerlessOffline(projectDir)),
  await bareGateway(projectDir),
] as const

async function measure({ name, command, service, url, token }: LoadContender): Promise<LoadResult> {
  const server = await startServer(command, service.dir, url)
  try {
    const common = { autocannon, url, token: await token(), connections }
    await sendLoad({ ...common, length: { seconds: warmUpSeconds } })
    const result = await sendLoad({ ...common, length: { seconds } })
    process.stdout.write(`${describe(name, result)}\n`)
    return result
  } finally {
    await server.stop()
  }
}

function describe(name: string, { requestsPerSecond, medianMs, p99Ms, errors }: LoadResult): string {
  const rate = Math.round(requestsPerSecond).toString().padStart(7)
  return `${name.padEnd(20)} ${rate} requests/s   median ${medianMs} ms   p99 ${p99Ms} ms   ${errors} errors`
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length

const ours: LoadResult[] = []
const theirs: LoadResult[] = []
const bare: LoadResult[] = []
try {
  for (let round = 0; round < rounds; round += 1) {
    ours.push(await measure(contenders[0]))
    theirs.push(await measure(contenders[1]))
    bare.push(await measure(contenders[2]))
  }
} finally {
  for (const { service } of contenders) await service.remove()
}
const rate = (results: readonly LoadResult[]) =>
  mean(results.map(({ requestsPerSecond }) => requestsPerSecond))
const p99 = (results: readonly LoadResult[]) => mean(results.map(({ p99Ms }) => p99Ms))
const ratio = rate(ours) / rate(theirs)
const share = rate(ours) / rate(bare)
process.stdout.write(
  `${ratio.toFixed(2)} times the requests of serverless-offline and ${Math.round(share * 100)} % of the bare server's, p99 ${p99(ours)} ms beside ${p99(theirs)} ms: ${rounds} rounds of ${seconds} s in turn, ` +
    `${connections} connections; serverless-offline ${offlineVersion}, in process.\n`,
)
if (ours.some(({ errors }) => errors > 0) || ratio < 2 || share < 0.6 || p99(ours) > p99(theirs))
  process.exitCode = 1
