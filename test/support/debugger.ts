/** A debugger that is attached to a function's process, as an editor is. */
export interface AttachedDebugger {
  send(method: string, params?: object): Promise<unknown>
  /** Settles with the first event of this name from now on, or already there, that fits. */
  event<Params>(method: string, fits?: (params: Params) => boolean): Promise<Params>
  close(): void
}

interface Message {
  readonly id?: number
  readonly method?: string
  readonly params?: unknown
  readonly result?: unknown
}

/** @param address `ws://127.0.0.1:9229/...`, as Node prints it. */
export async function attachDebugger(address: string): Promise<AttachedDebugger> {
  const socket = new WebSocket(address)
  const events: Message[] = []
  const listeners = new Set<() => void>()
  const answers = new Map<number, (result: unknown) => void>()
  socket.addEventListener('message', ({ data }) => {
    const message: Message = JSON.parse(String(data))
    if (message.id === undefined) events.push(message)
    else answers.get(message.id)?.(message.result)
    for (const listener of listeners) listener()
  })
  await new Promise((resolve) => socket.addEventListener('open', resolve, { once: true }))
  let lastId = 0

  return {
    send(method, params = {}) {
      lastId += 1
      const id = lastId
      socket.send(JSON.stringify({ id, method, params }))
      return new Promise((resolve) => answers.set(id, resolve))
    },
    event<Params>(method: string, fits: (params: Params) => boolean = () => true) {
      const { promise, resolve } = Promise.withResolvers<Params>()
      const look = () => {
        const found = events.find((each) => each.method === method && fits(each.params as Params))
        if (!found) return
        listeners.delete(look)
        resolve(found.params as Params)
      }
      listeners.add(look)
      look()
      return promise
    },
    close: () => socket.close(),
  }
}
