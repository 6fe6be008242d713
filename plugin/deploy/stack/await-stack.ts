import { UserError } from '../../user-error.ts'
import type { StackNow } from './stack.ts'

/** A first deploy that failed: the stack can be removed, and nothing else. Nobody has used it. */
const onlyRemovable = new Set([
  'REVIEW_IN_PROGRESS',
  'CREATE_FAILED',
  'ROLLBACK_COMPLETE',
  'ROLLBACK_FAILED',
  'DELETE_FAILED',
])

const pollMs = 5000
const deadlineMs = 60 * 60 * 1000

export interface AwaitStackOptions {
  readonly read: () => Promise<StackNow | undefined>
  readonly stage: string
  readonly log: (line: string) => void
  /** Waits so many milliseconds. */
  readonly sleep: (ms: number) => Promise<unknown>
}

/**
 * The stack, once CloudFormation has finished an earlier deploy: it continues when the deploy is killed, and accepts
 * no other change meanwhile. Undefined if there is no stack.
 *
 * @throws {UserError} `ERR_STACK_STUCK` when it accepts no change any more, or is still busy after an hour, with the fix.
 */
export async function awaitStack(options: AwaitStackOptions): Promise<StackNow | undefined> {
  const { read, log, sleep } = options
  let stack = await read()
  if (stack && isBusy(stack))
    log(`Stack ${stack.name} is ${stack.status}: waiting for an earlier command to finish.`)
  for (let waitedMs = 0; stack && isBusy(stack); waitedMs += pollMs) {
    if (waitedMs >= deadlineMs) throw stuck(stack, 'Look at its events in the CloudFormation console.')
    await sleep(pollMs)
    stack = await read()
  }
  if (stack) assertNotStuck(stack, options)
  return stack
}

function isBusy({ status }: StackNow): boolean {
  return status.endsWith('_IN_PROGRESS') && !onlyRemovable.has(status)
}

function assertNotStuck(stack: StackNow, { stage }: AwaitStackOptions): void {
  if (onlyRemovable.has(stack.status)) {
    throw stuck(stack, `Remove it, then deploy again: serverless remove --stage ${stage}`)
  }
  if (stack.status === 'UPDATE_ROLLBACK_FAILED') {
    const command = `aws cloudformation continue-update-rollback --stack-name ${stack.name}`
    throw stuck(stack, `Finish the rollback, then deploy again: ${command}`)
  }
}

function stuck({ name, status }: StackNow, fix: string): UserError {
  return new UserError('ERR_STACK_STUCK', `Stack ${name} is ${status}, so it cannot be deployed to. ${fix}`)
}
