/**
 * `claimcheck/testing/vitest`: `expect(answer).toBeProblem(...)` in Vitest. To import it once, name it in `setupFiles`.
 *
 * @module
 */
import { extendExpect } from './matchers.ts'

extendExpect('Vitest')
