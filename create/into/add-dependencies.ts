import { applyEdits, modify, type ParseError, parse } from 'jsonc-parser'
import { UserError } from '../../plugin/user-error.ts'
import { eolOf } from './add-plugin.ts'

type Section = 'dependencies' | 'devDependencies'

/** What a service needs, by section. */
export type Wanted = Readonly<Record<Section, Readonly<Record<string, string>>>>

interface Manifest extends Partial<Wanted> {
  readonly type?: string
}

/** @throws {UserError} `ERR_MANIFEST_INVALID` if package.json is no JSON, or no object */
export function readManifest(text: string): Manifest {
  const errors: ParseError[] = []
  const manifest = parse(text, errors, { disallowComments: true })
  if (errors.length === 0 && typeof manifest === 'object' && manifest !== null && !Array.isArray(manifest))
    return manifest
  throw new UserError(
    'ERR_MANIFEST_INVALID',
    'package.json is not a JSON object. Fix it first. Nothing was changed.',
  )
}

/** A version of the package in either section. */
export function findVersion({ dependencies, devDependencies }: Manifest, name: string): string | undefined {
  return dependencies?.[name] ?? devDependencies?.[name]
}

/**
 * The text of package.json with the packages that it does not have yet. What is there stays, versions, order and indentation.
 *
 * @throws {UserError} `ERR_MANIFEST_INVALID`
 */
export function addDependencies(text: string, wanted: Wanted): string {
  const manifest = readManifest(text)
  const formattingOptions = { ...indentationOf(text), eol: eolOf(text) }
  let changed = text
  for (const section of ['dependencies', 'devDependencies'] as const)
    for (const [name, version] of Object.entries(wanted[section])) {
      if (findVersion(manifest, name) !== undefined) continue
      const hasSection = readManifest(changed)[section] !== undefined
      // npm sorts packages, too; a new section comes last.
      const getInsertionIndex = (names: string[]) =>
        hasSection ? names.filter((other) => other < name).length : names.length
      const edits = modify(changed, [section, name], version, { formattingOptions, getInsertionIndex })
      changed = applyEdits(changed, edits)
    }
  return changed
}

function indentationOf(text: string): { insertSpaces: boolean; tabSize: number } {
  const [, indent = '  '] = /^([ \t]+)"/m.exec(text) ?? []
  return { insertSpaces: !indent.includes('\t'), tabSize: indent.length }
}
