import type { Adapter, AdapterFactory, AdapterPayload } from 'oidc-provider'

/** How many sessions, grants, codes and tokens are kept, of each kind; the oldest go first. */
const maxEntries = 1000

export interface MemoryAdapterOptions {
  /** How long a refresh token that was replaced still works, for a response that got lost. */
  readonly refreshTokenReuseSeconds: number
}

interface Entry {
  readonly payload: AdapterPayload
  /** Milliseconds since the epoch. */
  readonly expiresAt: number
}

/**
 * Keeps what the protocol must remember between two requests, in memory: signing in again after a restart is no loss on
 * one's own machine. What has expired is not found; what would exceed the bound pushes out the oldest.
 */
export function createMemoryAdapter({ refreshTokenReuseSeconds }: MemoryAdapterOptions): AdapterFactory {
  const stores = new Map<string, Map<string, Entry>>()
  return (model) => {
    const store = new Map<string, Entry>()
    stores.set(model, store)
    const reuseSeconds = model === 'RefreshToken' ? refreshTokenReuseSeconds : 0
    return modelAdapter(store, () => stores.values(), reuseSeconds)
  }
}

function modelAdapter(
  store: Map<string, Entry>,
  all: () => Iterable<Map<string, Entry>>,
  reuseSeconds: number,
): Adapter {
  const live = (entry: Entry | undefined) =>
    entry && entry.expiresAt > Date.now() ? entry.payload : undefined
  const findWhere = (test: (payload: AdapterPayload) => boolean) =>
    live([...store.values()].find(({ payload }) => test(payload)))
  return {
    async upsert(id, payload, expiresIn) {
      store.delete(id)
      store.set(id, { payload, expiresAt: expiresIn ? Date.now() + expiresIn * 1000 : Infinity })
      const [oldest] = store.keys()
      if (store.size > maxEntries && oldest !== undefined) store.delete(oldest)
    },
    find: async (id) => unconsumed(live(store.get(id)), reuseSeconds),
    findByUid: async (uid) => findWhere((payload) => payload.uid === uid),
    findByUserCode: async (userCode) => findWhere((payload) => payload.userCode === userCode),
    async consume(id) {
      const payload = live(store.get(id))
      if (payload) payload.consumed = Math.floor(Date.now() / 1000)
    },
    async destroy(id) {
      store.delete(id)
    },
    async revokeByGrantId(grantId) {
      for (const kind of all()) {
        for (const [id, { payload }] of kind) if (payload.grantId === grantId) kind.delete(id)
      }
    },
  }
}

/** For so long after its first use, a payload looks as if it had not been used. */
function unconsumed(payload: AdapterPayload | undefined, reuseSeconds: number): AdapterPayload | undefined {
  const { consumed, ...rest } = payload ?? {}
  if (typeof consumed !== 'number') return payload
  return Date.now() / 1000 < consumed + reuseSeconds ? rest : payload
}
