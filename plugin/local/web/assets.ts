import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'

/**
 * The files that pages are made of, with their path in the repository, seen from here. The build copies each to `assets/<name>`
 * next to the bundle.
 */
export const assets = {
  'style.css': './style.css',
  'favicon.svg': './favicon.svg',
  'issuer.css': '../issuer/pages/issuer.css',
  'refusals.md': '../../../docs/guide/refusals.md',
  'problem-codes.md': '../../../docs/reference/problem-codes.md',
} as const

export function readAsset(name: keyof typeof assets): Promise<string> {
  const built = new URL(`./assets/${name}`, import.meta.url)
  return readFile(existsSync(built) ? built : new URL(assets[name], import.meta.url), 'utf8')
}
