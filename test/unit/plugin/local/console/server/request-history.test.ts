import { describe, expect, test } from '@jest/globals'
import { createRequestHistory } from '../../../../../../plugin/local/console/server/request-history.ts'
import type { RequestRecord } from '../../../../../../plugin/local/gateway/handle-request.ts'

function aRecord(requestId: string, bodyBytes = 0): RequestRecord {
  return {
    requestId,
    atMs: 0,
    tookMs: 1,
    method: 'POST',
    target: '/things',
    rawHeaders: [],
    handled: { response: { status: 200, headers: [], body: '' }, body: Buffer.alloc(bodyBytes) },
  }
}

const ids = (list: readonly RequestRecord[]) => list.map(({ requestId }) => requestId)

describe('the request history', () => {
  test('given more than it holds, when one is recorded, then the oldest is gone', () => {
    const history = createRequestHistory({ maxCount: 2 })
    for (const id of ['a', 'b', 'c']) history.add(aRecord(id))

    expect(ids(history.list())).toEqual(['b', 'c'])
    expect(history.find('a')).toBeUndefined()
    expect(history.find('c')?.requestId).toBe('c')
  })

  test('given bodies that are too large together, when one is recorded, then older ones go until it fits', () => {
    const history = createRequestHistory({ maxBytes: 1_000_000 })
    for (const id of ['a', 'b', 'c']) history.add(aRecord(id, 150_000))

    expect(ids(history.list())).toEqual(['b', 'c'])
  })

  test('given one that is too large on its own, when it is recorded, then it is kept alone', () => {
    const history = createRequestHistory({ maxBytes: 1_000 })
    for (const id of ['a', 'b']) history.add(aRecord(id, 5_000))

    expect(ids(history.list())).toEqual(['b'])
  })

  test('given functions that wrote much, also after their answer, when one is recorded, then it counts', () => {
    const history = createRequestHistory({ maxBytes: 300_000 })
    let length = 0
    const written = { lines: () => [], dropped: () => 0, length: () => length }
    history.add({ ...aRecord('a'), written })
    length = 65_536
    history.add(aRecord('b'))
    expect(ids(history.list())).toEqual(['a', 'b'])

    history.add({ ...aRecord('c'), written })
    history.add(aRecord('d'))
    expect(ids(history.list())).toEqual(['b', 'c', 'd'])
  })

  test('given a watcher, when something changes, then it is called, until it stops', () => {
    const history = createRequestHistory()
    let calls = 0
    const stop = history.watch(() => {
      calls += 1
    })
    history.add(aRecord('a'))
    history.clear()
    stop()
    history.add(aRecord('b'))

    expect(calls).toBe(2)
    expect(ids(history.list())).toEqual(['b'])
  })
})
