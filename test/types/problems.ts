// Compiled by `tsc`, never run: problem codes of a service's own.
import { defineProblems, HttpProblem, type MakeProblem } from '../../src/index.ts'
import { assertType, type Equals } from './equals.ts'

const problem = defineProblems({
  ERR_NOTE_LOCKED: { status: 423, detail: 'Locked.' },
  ERR_QUOTA: { status: 402 },
})
assertType<Equals<typeof problem, MakeProblem<'ERR_NOTE_LOCKED' | 'ERR_QUOTA'>>>()

const locked = problem('ERR_NOTE_LOCKED')
assertType<Equals<typeof locked.code, 'ERR_NOTE_LOCKED'>>()
assertType<Equals<ReturnType<typeof locked.toBody>['code'], 'ERR_NOTE_LOCKED'>>()
problem('ERR_NOT_FOUND', 'There is no note with this id.')
new HttpProblem('ERR_NOT_FOUND')

// @ts-expect-error nobody has defined it
problem('ERR_NOTE_LOST')

// @ts-expect-error the framework has this code
defineProblems({ ERR_NOT_FOUND: { status: 404 } })

// @ts-expect-error 499 is not registered
defineProblems({ ERR_A: { status: 499 } })

// @ts-expect-error success is not a problem
defineProblems({ ERR_A: { status: 200 } })

// @ts-expect-error the status is missing
defineProblems({ ERR_A: { detail: 'x' } })

// @ts-expect-error there is no such member
defineProblems({ ERR_A: { status: 404, message: 'x' } })
