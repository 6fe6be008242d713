import type { Handler } from '../../../handlers/find-handler.ts'
import { holdLoop, letLoopRunEmpty } from './event-loop.ts'

/**
 * Calls a handler as nodejs24.x and later do: what it returns counts, awaited. If nothing is left that its promise could
 * wait for, the process ends, as the process does on Lambda.
 */
export async function callHandler(handler: Handler, event: unknown, context: object): Promise<unknown> {
  letLoopRunEmpty()
  try {
    return await handler(event, context)
  } finally {
    holdLoop()
  }
}

/**
 * Calls a handler as the runtimes up to nodejs22.x do: a promise counts, or else the callback, once the event loop is empty
 * (at once with `callbackWaitsForEmptyEventLoop: false`); a plain value does not. With neither the answer is null.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/nodejs-handler.html
 */
export async function callHandlerWithCallback(
  handler: Handler,
  event: unknown,
  context: object,
): Promise<unknown> {
  const answer = Promise.withResolvers<unknown>()
  letLoopRunEmpty(() => answer.resolve(null))
  const endings = createEndings(answer)
  const answerOf = (): unknown => handler(event, Object.assign(endings.context, context), endings.callback)
  try {
    const returned = answerOf()
    if (isThenable(returned)) returned.then(answer.resolve, answer.reject)
    return await answer.promise
  } finally {
    holdLoop()
  }
}

/** The ways in which a handler of the older runtimes can give its answer. */
function createEndings({ resolve, reject }: Pick<PromiseWithResolvers<unknown>, 'resolve' | 'reject'>) {
  const done = (error: unknown, value?: unknown) => (isMissing(error) ? resolve(value) : reject(error))
  const context = {
    callbackWaitsForEmptyEventLoop: true,
    done,
    succeed: (value: unknown) => resolve(value),
    fail: (error: unknown) => reject(isMissing(error) ? 'handled' : error),
  }
  const callback = (error: unknown, value?: unknown) => {
    if (!isMissing(error) || !context.callbackWaitsForEmptyEventLoop) done(error, value)
    else letLoopRunEmpty(() => resolve(value))
  }
  return { context, callback }
}

function isMissing(error: unknown): boolean {
  return error === undefined || error === null
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
  return typeof value === 'object' && value !== null && typeof Reflect.get(value, 'then') === 'function'
}
