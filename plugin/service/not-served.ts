import { UserError } from '../user-error.ts'

/** A part of the service that does not run here, while the rest does. It is named once at the start; its routes answer 501. */
export interface NotServed {
  /** `function hello`, `route GET /x`, `event schedule of hello`. */
  readonly name: string
  /** The second half of a sentence: `its runtime is ruby3.4`. */
  readonly reason: string
  /** A sentence of its own: what to do about it. */
  readonly remedy: string
}

/** The words of the start, of the log and of the 501 response alike. */
export function describeNotServed({ name, reason, remedy }: NotServed): string {
  return `${name} is not served here: ${reason}. ${remedy}`
}

interface Parts {
  readonly functions: readonly { readonly notServed?: NotServed }[]
  readonly notServed: readonly NotServed[]
}

/** @throws {UserError} `ERR_NOTHING_SERVED` for a service that has functions, of which none runs here. */
export function assertAnythingServed({ functions, notServed }: Parts): void {
  if (functions.length === 0 || functions.some((each) => !each.notServed)) return
  throw new UserError(
    'ERR_NOTHING_SERVED',
    ['No function of this service runs here.', ...notServed.map(describeNotServed)].join('\n'),
  )
}
