/**
 * `claimcheck/testing/jest`: `expect(answer).toBeProblem(...)` in Jest. To import it once, name it in `setupFilesAfterEnv`.
 *
 * @module
 */
import { extendExpect } from './matchers.ts'

extendExpect('Jest')
