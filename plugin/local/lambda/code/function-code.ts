/** What the process of an instance loads. */
export type FunctionCode = PlainCode | CompiledCode

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

/** The same as a process is told of it: a file holds the contents. */
export type LoadedCode = PlainCode | (Pick<CompiledCode, 'kind' | 'path'> & { readonly file: string })

export function isSameCode(one: FunctionCode, other: FunctionCode): boolean {
  if (one.kind === 'plain') return other.kind === 'plain' && one.module === other.module
  return (
    other.kind === 'compiled' && one.path === other.path && Buffer.compare(one.contents, other.contents) === 0
  )
}
