import { type MessagePort, parentPort } from 'node:worker_threads'
import type { HttpEvent, HttpHandler } from '../../src/index.ts'
import { handler as createProfileInfo } from '../../src/profile/create-profile-info.ts'
import { handler as deleteProfileInfo } from '../../src/profile/delete-profile-info.ts'
import { handler as getProfileInfo } from '../../src/profile/get-profile-info.ts'
import { contextFor } from '../../src/testing/index.ts'

/** One call of a function; the response goes to `reply`. */
export interface Invocation {
  readonly event: HttpEvent
  readonly reply: MessagePort
}

const handlers: Readonly<Record<string, HttpHandler>> = {
  'GET /profile': getProfileInfo,
  'POST /profile': createProfileInfo,
  'DELETE /profile': deleteProfileInfo,
}

parentPort?.on('message', async ({ event, reply }: Invocation) => {
  reply.postMessage(await handlers[event.routeKey ?? '']?.(event, contextFor()))
})
