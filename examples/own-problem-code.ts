import { createHandler, defineProblems, noContent } from 'claimcheck'

const problem = defineProblems({
  ERR_NOTE_LOCKED: { status: 423, detail: 'Somebody else is editing this note.', retryAfterSeconds: 30 },
})

/** `DELETE /notes/{id}`: throws a code of the framework and one of this service. */
export const handler = createHandler({
  run: ({ event }) => {
    const id = event.pathParameters?.id
    if (id === undefined) throw problem('ERR_NOT_FOUND', 'There is no note with this id.')
    if (id === 'locked') throw problem('ERR_NOTE_LOCKED')
    return noContent()
  },
})
