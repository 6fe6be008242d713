import { randomFillSync } from 'node:crypto'

const pool = Buffer.alloc(4_096)
let next = pool.length

/** Random bytes from a stock: asking the system for each request's few would cost more than the rest of its identifiers. */
export function takeRandomBytes(count: number): Buffer {
  if (next + count > pool.length) {
    randomFillSync(pool)
    next = 0
  }
  next += count
  return Buffer.from(pool.subarray(next - count, next))
}
