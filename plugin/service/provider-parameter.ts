import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { providerNames } from '../../providers/index.ts'
import type { ServerlessInstance } from './serverless.ts'

/** What the Serverless parameter `provider` means in a service. */
export interface ProviderParameter {
  /** Its word, if it was given and is claimcheck's. */
  readonly word: string | undefined
  /** Whether it chooses one of claimcheck's files, as those of `config/`: then the values of that provider are parameters too. */
  readonly usesConfig: boolean
}

/**
 * Tells whose the parameter `provider` is. A service may have one of its own (`stripe`), which says nothing about tokens.
 *
 * It is claimcheck's in three cases, the first two read from serverless.yml as written, before its variables are resolved:
 * a `${file(...)}` reads from a folder that holds the file of a provider, with the keys `issuerUrl` and `scopePrefix`;
 * `CLAIMCHECK_PROVIDER` takes its value from it; or serverless.yml neither declares nor mentions it, so that only
 * `--param provider=...` can have given it.
 */
export function readProviderParameter(
  { serviceDir, configurationInput }: Pick<ServerlessInstance, 'serviceDir' | 'configurationInput'>,
  params: ReadonlyMap<string, string>,
): ProviderParameter {
  const texts = textsIn(configurationInput)
  const isMentioned = texts.some(({ text }) => mentionsProvider(text))
  const usesConfig = isMentioned && texts.some(({ text }) => readsConfig(serviceDir, text))
  const isDeclared = Object.values(configurationInput.params ?? {}).some((stage) =>
    Object.hasOwn(stage ?? {}, 'provider'),
  )
  const isOurs = usesConfig || texts.some(setsProvider) || !(isDeclared || isMentioned)
  return { usesConfig, word: isOurs ? params.get('provider') : undefined }
}

interface Text {
  readonly key: string
  readonly text: string
}

function textsIn(value: unknown, key = ''): Text[] {
  if (typeof value === 'string') return [{ key, text: value }]
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, member]) => textsIn(member, name))
}

function mentionsProvider(text: string): boolean {
  return /\$\{(?:[^}]*\W)?param:\s*provider\s*[,}]/.test(text)
}

function setsProvider({ key, text }: Text): boolean {
  return key === 'CLAIMCHECK_PROVIDER' && mentionsProvider(text)
}

/** A file whose name has a variable in it: `${file(./config/${param:provider}.yml)}`. */
const variableFile = /file\(\s*(?<start>[^()$]*)\$\{[^}]*\}[^()]*\)/g

function readsConfig(serviceDir: string, text: string): boolean {
  return [...text.matchAll(variableFile)].some(({ groups }) => {
    // `./config/` and `./config/identity-` are both of the folder `config`.
    const folder = join(serviceDir, dirname(`${groups?.start ?? ''}x`))
    return existsSync(folder) && readdirSync(folder).some((name) => isProviderFile(folder, name))
  })
}

function isProviderFile(folder: string, name: string): boolean {
  if (!/\.ya?ml$/.test(name) || !name.split(/[.-]/).some((part) => isKnown(part))) return false
  const content = readFileSync(join(folder, name), 'utf8')
  return /^issuerUrl:/m.test(content) && /^scopePrefix:/m.test(content)
}

function isKnown(word: string): boolean {
  return providerNames.some((name) => name === word)
}
