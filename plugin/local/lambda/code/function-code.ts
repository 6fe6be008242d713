/** What the process of an instance runs. */
export type FunctionCode = PlainCode | CompiledCode | ProgramCode

/** JavaScript as it is in the folder: found and loaded as Lambda's runtime does. */
export interface PlainCode {
  readonly kind: 'plain'
  /** Absolute path of the module, without extension. */
  readonly module: string
}

/** What esbuild has made of sources. */
export interface CompiledCode {
  readonly kind: 'compiled'
  /** Where it counts as lying, next to the source: `/service/src/hello.cjs`, or `.mjs` for an ES module. Nothing is written there. */
  readonly path: string
  readonly contents: Uint8Array
  readonly sourceMap: Uint8Array
}

/** Not Node.js: another state is other code. How it is started is known elsewhere. */
export interface ProgramCode {
  readonly kind: 'program'
  readonly state: string
}

/** The same once it is ready to be run: a file holds what was compiled. */
export type LoadedCode = NodeCode | ProgramCode

/** What a process of Node.js is told to load. */
export type NodeCode = PlainCode | (Pick<CompiledCode, 'kind' | 'path'> & { readonly file: string })

export function isSameCode(one: FunctionCode, other: FunctionCode): boolean {
  if (one.kind === 'plain') return other.kind === 'plain' && one.module === other.module
  if (one.kind === 'program') return other.kind === 'program' && one.state === other.state
  return (
    other.kind === 'compiled' && one.path === other.path && Buffer.compare(one.contents, other.contents) === 0
  )
}
