import type { Message } from 'esbuild'
import { UserError } from '../user-error.ts'

/** A failed build as lines for a person: file, line, what is wrong, and what to do. */
export function describeBuildProblem(errors: readonly Message[]): string {
  return errors.map(describeError).join('\n')
}

function describeError({ location, text, notes }: Message): string {
  if (!location && text.startsWith('Could not resolve "./')) return describeMissingEntry(text)
  const place = location ? `${location.file}:${location.line}:${location.column + 1}: ` : ''
  const notesText = notes.map((note) => `\n  ${note.text}`).join('')
  return `${place}${text}${notesText}${fixFor(text)}`
}

function describeMissingEntry(text: string): string {
  const path = /"\.\/(.*)"/.exec(text)?.[1] ?? ''
  return `no such file: ${path}.ts, .mts, .cts, .js, .mjs or .cjs.\n  Create it, or fix "handler" in serverless.yml; other languages cannot run here.`
}

const fixes: readonly (readonly [RegExp, string])[] = [
  [/top-level await/i, 'Move the await into the handler, or keep its promise and await that there.'],
  [/No loader is configured for "\.node"/, 'Native addons cannot be bundled: use a package without one.'],
  [
    /No loader is configured for "/,
    'Name one in serverless.yml, in custom.esbuild.loader or custom.claimcheck.bundle.loader, such as { .html: text }.',
  ],
  [/^Could not resolve "\.\.?\//, 'Fix the path, or create the file.'],
  [/^Could not resolve "/, 'Install the package, or fix its name.'],
]

function fixFor(text: string): string {
  const fix = fixes.find(([pattern]) => pattern.test(text))
  return fix ? `\n  ${fix[1]}` : ''
}

/** A build that failed; the message names file, line and fix. */
export class BuildError extends UserError {
  constructor(message: string) {
    super('ERR_BUNDLE_FAILED', message)
  }
}
