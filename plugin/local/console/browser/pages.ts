import type { ComponentType } from 'preact'
import type { PageProps } from './page-props.ts'

/** The pages beside the call, by what follows `#/` in the address. Each is loaded when it is first opened. */
export const pages: Readonly<Record<string, () => Promise<ComponentType<PageProps>>>> = {}
