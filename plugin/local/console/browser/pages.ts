import type { ComponentType } from 'preact'
import type { RouteDocument } from '../api-types.ts'
import type { Tokens } from './session/sign-in.ts'
import type { Settings } from './settings.ts'

export interface PageProps {
  readonly settings: Settings
  /** Undefined while nobody is signed in. */
  readonly tokens: Tokens | undefined
  readonly routes: readonly RouteDocument[]
}

/** The pages beside the call, by what follows `#/` in the address. Each is loaded when it is first opened. */
export const pages: Readonly<Record<string, () => Promise<ComponentType<PageProps>>>> = {}
