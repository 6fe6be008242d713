import type { RouteDocument } from '../api-types.ts'
import type { Tokens } from './session/sign-in.ts'
import type { Settings } from './settings.ts'

/** What each page of the console is given. */
export interface PageProps {
  readonly settings: Settings
  /** Undefined while nobody is signed in. */
  readonly tokens: Tokens | undefined
  readonly routes: readonly RouteDocument[]
}
