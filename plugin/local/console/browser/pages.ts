import type { ComponentType } from 'preact'
import type { PageProps } from './page-props.ts'

/** The pages beside the call, by what follows `#/` in the address. Each is loaded when it is first opened. */
export const pages: Readonly<Record<string, () => Promise<ComponentType<PageProps>>>> = {
  api: async () => (await import('./api/api-page.tsx')).ApiPage,
  access: async () => (await import('./access/access-page.tsx')).AccessPage,
  invoke: async () => (await import('./invoke/invoke-page.tsx')).InvokePage,
  tables: async () => (await import('./tables/tables-page.tsx')).TablesPage,
  explain: async () => (await import('./explain/explain-page.tsx')).ExplainPage,
}
