import {
  createHandler,
  type HttpEvent,
  ok,
  type Principal,
  principal,
  problemDetails,
  requestLog,
  requireAuth,
  requirementsOf,
  zodBody,
} from 'claimcheck'
import { toStringClaims } from 'claimcheck/providers'
import { z } from 'zod'

const Greeting = z.object({ words: z.string() })

export const handler = createHandler({
  auth: { tokenUse: 'access' },
  run: async ({ principal, event }) => ok({ greets: subjectOf(principal), path: pathOf(event) }),
})

export const post = createHandler({
  body: Greeting,
  run: async ({ body }) => ok({ words: body.words.toUpperCase() }),
})

// Every value that the packages export, so that their types are all read.
export const parts = [
  problemDetails(),
  principal(),
  requestLog(),
  requireAuth(),
  zodBody(Greeting),
  requirementsOf(post),
  toStringClaims,
]

function subjectOf({ subject }: Principal): string {
  return subject
}

function pathOf({ rawPath = '/' }: HttpEvent): string {
  return rawPath
}
