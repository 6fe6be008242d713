import { readFile } from 'node:fs/promises'
import { dirname, extname } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Loader, Plugin } from 'esbuild'
import type { SourceCompiler } from './decorator-metadata.ts'

/** What the words for a module's own place read, once many modules are one file; each module that uses one declares it. */
export const sourcePlaces = {
  'import.meta.url': 'sourceUrl$',
  'import.meta.filename': 'sourceFile$',
  'import.meta.dirname': 'sourceFolder$',
} as const

/**
 * Has `__dirname`, `__filename` and `import.meta` name the source that they are in, so that what lies next to it is found.
 *
 * @param compileDecorators compiles the sources that have decorators, where esbuild is not to.
 */
export function keepSourcePlaces(
  format: 'cjs' | 'esm',
  loaders: Readonly<Record<string, Loader>> = {},
  compileDecorators?: SourceCompiler,
): Plugin {
  return {
    name: 'source-places',
    setup(build) {
      build.onLoad({ filter: /\.[cm]?[jt]sx?$/ }, async ({ path }) => {
        const text = await readFile(path, 'utf8')
        const places = declarePlaces(path, text, format)
        const extension = extname(path)
        if (compileDecorators && extension.includes('ts') && /^\s*@\w/m.test(text)) {
          const loader = extension === '.tsx' ? 'jsx' : 'js'
          return { contents: `${places}${compileDecorators(path, text)}`, loader }
        }
        if (places === '') return undefined
        // On the first line, so that every other line keeps its number.
        const contents = `${places}${text.replace(/^#!/, '//')}`
        return { contents, loader: loaders[extension] ?? loaderOf(extension) }
      })
    },
  }
}

function declarePlaces(path: string, text: string, format: 'cjs' | 'esm'): string {
  const values: Record<string, string> = {}
  if (text.includes('import.meta')) {
    values.sourceUrl$ = pathToFileURL(path).href
    values.sourceFile$ = path
    values.sourceFolder$ = dirname(path)
  }
  // An ES module has neither.
  if (format === 'cjs' || isCommonJs(path, text)) {
    if (text.includes('__dirname')) values.__dirname = dirname(path)
    if (text.includes('__filename')) values.__filename = path
  }
  const declared = Object.entries(values).filter(([name]) => !declares(text, name))
  return declared.map(([name, value]) => `var ${name} = ${JSON.stringify(value)};`).join('')
}

/** A source may make its own, as ES modules have to. */
function declares(text: string, name: string): boolean {
  return name.startsWith('__') && new RegExp(`(?:const|let|var|class|function)\\s+${name}\\b`).test(text)
}

function isCommonJs(path: string, text: string): boolean {
  if (/\.c[jt]s$/.test(path)) return true
  return /\b(?:module\.exports|exports\.\w)/.test(text) && !/^\s*(?:import|export)\b/m.test(text)
}

function loaderOf(extension: string): Loader {
  if (extension.endsWith('sx')) return extension.slice(1) as Loader
  return extension.includes('t') ? 'ts' : 'js'
}
