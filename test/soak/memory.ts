/**
 * Memory of the run after 100,000 requests, compared with 10,000.
 *
 *   npm run soak:memory
 */
import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { promisify } from 'node:util'
import { installPeers } from '../../bench/install-peers.ts'
import { sendLoad } from '../../bench/measure/send-load.ts'
import { startSoakService } from './soak-service.ts'

const steps = [10_000, 100_000] as const
const connections = 20
const maxRatio = 1.3

const peersDir = await installPeers(process.cwd(), (line) => process.stderr.write(`${line}\n`))
const autocannon = join(peersDir, '.bin', 'autocannon')
const service = await startSoakService()

/** Resident memory of the run's process and all that it has started, MB, after a moment to free what is no longer needed. */
async function residentMb(): Promise<number> {
  await wait(2_000)
  const { stdout } = await promisify(execFile)('ps', ['-eo', 'pid=,ppid=,rss='])
  const rows = stdout
    .trim()
    .split('\n')
    .map((row) => row.trim().split(/\s+/).map(Number))
  const kbOf = (pid: number): number =>
    rows.reduce((sum, [child = 0, parent, kb = 0]) => {
      if (child === pid) return sum + kb
      return parent === pid ? sum + kbOf(child) : sum
    }, 0)
  return kbOf(service.pid) / 1_024
}

try {
  const measured: number[] = []
  let sent = 0
  let errors = 0
  for (const step of steps) {
    const length = { requests: step - sent }
    const { url, token } = service
    const result = await sendLoad({ autocannon, url: `${url}/edited`, token, connections, length })
    sent = step
    errors += result.errors
    measured.push(await residentMb())
    process.stdout.write(
      `after ${step} requests: ${measured.at(-1)?.toFixed(0)} MB, ${result.errors} errors\n`,
    )
  }
  const [first = Number.NaN, last = Number.NaN] = measured
  process.stdout.write(`${(last / first).toFixed(2)} times\n`)
  if (errors > 0 || !(last / first <= maxRatio)) process.exitCode = 1
} finally {
  await service.stop()
}
