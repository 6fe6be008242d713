/**
 * One function loops forever: the other route keeps responding, and the first is ended at its timeout with AWS's response.
 *
 *   npm run soak:loop
 */
import { startSoakService } from './soak-service.ts'

const timeoutMs = 5_000
const limitMs = 100

const service = await startSoakService()
try {
  await service.get('/edited')
  const startedMs = performance.now()
  let isLooping = true
  const looping = service.get('/loops').then(async (response) => {
    isLooping = false
    return { status: response.status, body: await response.text(), tookMs: performance.now() - startedMs }
  })
  const times: number[] = []
  const statuses = new Set<number>()
  while (isLooping) {
    const beganMs = performance.now()
    const response = await service.get('/edited')
    await response.arrayBuffer()
    statuses.add(response.status)
    times.push(performance.now() - beganMs)
  }
  const { status, body, tookMs } = await looping
  times.sort((one, other) => one - other)
  const medianMs = times[Math.floor(times.length / 2)] ?? Number.NaN
  const maxMs = times.at(-1) ?? Number.NaN
  process.stdout.write(
    `The loop's route responded ${status} ${body} after ${(tookMs / 1_000).toFixed(2)} s. Meanwhile the other route was called ` +
      `${times.length} times: ${[...statuses].join(', ')}; median ${medianMs.toFixed(1)} ms, slowest ${maxMs.toFixed(1)} ms.\n`,
  )
  const wasEndedInTime = status === 500 && tookMs >= timeoutMs && tookMs < timeoutMs + 1_000
  const isAsOnAws = body === '{"message":"Internal Server Error"}'
  if (!wasEndedInTime || !isAsOnAws || medianMs >= limitMs || statuses.size !== 1 || !statuses.has(200))
    process.exitCode = 1
} finally {
  await service.stop()
}
