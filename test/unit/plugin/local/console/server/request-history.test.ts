import { describe, expect, test } from '@jest/globals'
import { createExchangeLog } from '../../../../../../plugin/local/console/server/request-history.ts'
import type { RequestRecord } from '../../../../../../plugin/local/gateway/exchange.ts'

function anExchange(requestId: string, bodyBytes = 0): RequestRecord {
  return {
    requestId,
    atMs: 0,
    tookMs: 1,
    method: 'POST',
    target: '/things',
    rawHeaders: [],
    handled: { answer: { status: 200, headers: [], body: '' }, body: Buffer.alloc(bodyBytes) },
  }
}

const ids = (list: readonly RequestRecord[]) => list.map(({ requestId }) => requestId)

describe('the log of exchanges', () => {
  test('given more than it takes, when one is recorded, then the oldest is gone', () => {
    const log = createExchangeLog({ maxCount: 2 })
    for (const id of ['a', 'b', 'c']) log.record(anExchange(id))

    expect(ids(log.list())).toEqual(['b', 'c'])
    expect(log.find('a')).toBeUndefined()
    expect(log.find('c')?.requestId).toBe('c')
  })

  test('given bodies that are too large together, when one is recorded, then older ones go until it fits', () => {
    const log = createExchangeLog({ maxBytes: 1_000_000 })
    for (const id of ['a', 'b', 'c']) log.record(anExchange(id, 150_000))

    expect(ids(log.list())).toEqual(['b', 'c'])
  })

  test('given one that is too large by itself, when it is recorded, then it is kept alone', () => {
    const log = createExchangeLog({ maxBytes: 1_000 })
    for (const id of ['a', 'b']) log.record(anExchange(id, 5_000))

    expect(ids(log.list())).toEqual(['b'])
  })

  test('given a watcher, when something changes, then it is told, until it stops', () => {
    const log = createExchangeLog()
    let told = 0
    const stop = log.watch(() => {
      told += 1
    })
    log.record(anExchange('a'))
    log.clear()
    stop()
    log.record(anExchange('b'))

    expect(told).toBe(2)
    expect(ids(log.list())).toEqual(['b'])
  })
})
