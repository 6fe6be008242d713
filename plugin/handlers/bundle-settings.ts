import type { Loader } from 'esbuild'
import { UserError } from '../user-error.ts'

/** How claimcheck bundles the functions of a service that asks for it: `custom.claimcheck.bundle`. */
export interface BundleSettings {
  /** Packages that are left out of the bundle and the zip, since a layer or Lambda has them. */
  readonly external?: readonly string[]
  /** esbuild's loaders by file extension: `{ '.html': 'text' }`. */
  readonly loader?: Readonly<Record<string, Loader>>
  /** What stands for a name in the sources, as an expression: `{ 'process.env.STAGE': '"prod"' }`. */
  readonly define?: Readonly<Record<string, string>>
  /** `true` shortens names too, `false` leaves the code as written. @default no comments and spaces, names as written */
  readonly minify?: boolean
  /** `esm` makes an `.mjs` file, with top-level await. @default 'cjs', which starts sooner */
  readonly format?: 'cjs' | 'esm'
}

type Option = keyof BundleSettings

interface Reader {
  readonly expected: string
  /** Undefined for what is not expected. */
  read(value: unknown): unknown
}

/** Those of esbuild that put what they read into the bundle; `file` and `copy` would make files of their own. */
const loaders = ['js', 'jsx', 'ts', 'tsx', 'json', 'text', 'base64', 'binary', 'dataurl', 'empty']

const readers: Readonly<Record<Option, Reader>> = {
  external: {
    expected: 'a list of package names, such as [sharp]',
    read: (value) => (Array.isArray(value) && value.every(isText) ? value : undefined),
  },
  loader: {
    expected: `a loader of esbuild by file extension, such as { .html: text }; known ones: ${loaders.join(', ')}`,
    read: (value) => (isRecord(value) && Object.entries(value).every(isLoader) ? value : undefined),
  },
  define: {
    expected: `expressions by name, such as { process.env.STAGE: '"prod"' }`,
    read: (value) =>
      isRecord(value) && Object.values(value).every(isScalar)
        ? Object.fromEntries(Object.entries(value).map(([name, text]) => [name, String(text)]))
        : undefined,
  },
  minify: { expected: 'true or false', read: readSwitch },
  format: {
    expected: '"cjs" or "esm"',
    read: (value) => (value === 'cjs' || value === 'esm' ? value : undefined),
  },
}

/**
 * Reads `custom.claimcheck.bundle`.
 *
 * @param custom the service's `custom`, resolved.
 * @returns undefined where claimcheck is not to bundle: packaging is then Serverless's own, or that of another plugin.
 * @throws {UserError} `ERR_BUNDLE_SETTINGS_INVALID` with the known options, or what one expects.
 */
export function readBundleSettings(custom: unknown): BundleSettings | undefined {
  const bundle = isRecord(custom) && isRecord(custom.claimcheck) ? custom.claimcheck.bundle : undefined
  if (bundle === undefined || bundle === null) return undefined
  const isAsked = readSwitch(bundle)
  if (isAsked !== undefined) return isAsked ? {} : undefined
  if (!isRecord(bundle)) throw invalid('', bundle, `true, or an object with ${listOptions()}`)
  return Object.fromEntries(Object.entries(bundle).map(([name, value]) => [name, readOption(name, value)]))
}

function readOption(name: string, value: unknown): unknown {
  if (!isOption(name)) {
    throw new UserError(
      'ERR_BUNDLE_SETTINGS_INVALID',
      `custom.claimcheck.bundle has the unknown option "${name}"; known ones: ${listOptions()}.`,
    )
  }
  const { expected, read } = readers[name]
  const found = read(value)
  if (found === undefined) throw invalid(`.${name}`, value, expected)
  return found
}

function invalid(path: string, value: unknown, expected: string): UserError {
  return new UserError(
    'ERR_BUNDLE_SETTINGS_INVALID',
    `custom.claimcheck.bundle${path} is ${JSON.stringify(value)}; expected ${expected}.`,
  )
}

function listOptions(): string {
  return Object.keys(readers).join(', ')
}

function isOption(name: string): name is Option {
  return Object.hasOwn(readers, name)
}

/** A parameter of the command line is text: `bundle: ${param:bundle}`. */
function readSwitch(value: unknown): boolean | undefined {
  if (value === true || value === 'true') return true
  return value === false || value === 'false' ? false : undefined
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== ''
}

function isLoader([extension, loader]: [string, unknown]): boolean {
  return extension.startsWith('.') && loaders.some((name) => name === loader)
}

function isScalar(value: unknown): boolean {
  return ['string', 'number', 'boolean'].includes(typeof value)
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
