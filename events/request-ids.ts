import { randomFillSync } from 'node:crypto'

/** Shaped as API Gateway's own: 15 characters and `=`, `ZhMpgigvDoEEPlg=`. */
export function newRequestId(): string {
  return takeRandomBytes(11).toString('base64').replaceAll('+', 'A').replaceAll('/', 'B')
}

/** `Root=1-<8 hex digits of the time in seconds>-<24 random hex digits>`. */
export function newTraceId(nowMs: number): string {
  const seconds = Math.floor(nowMs / 1_000)
    .toString(16)
    .padStart(8, '0')
  return `Root=1-${seconds}-${takeRandomBytes(12).toString('hex')}`
}

const pool = Buffer.alloc(4_096)
let next = pool.length

/** Random bytes from a pool: asking the system for each request's few would cost more than the rest of its identifiers. */
function takeRandomBytes(count: number): Buffer {
  if (next + count > pool.length) {
    randomFillSync(pool)
    next = 0
  }
  next += count
  return Buffer.from(pool.subarray(next - count, next))
}
