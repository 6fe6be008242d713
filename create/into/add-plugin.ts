import { isDeepStrictEqual } from 'node:util'
import { isMap, isScalar, isSeq, type Node, type Pair, parseDocument, type YAMLMap, type YAMLSeq } from 'yaml'
import { UserError } from '../../plugin/user-error.ts'

export const pluginName = 'serverless-claimcheck'

/** The plugins of a serverless.yml, by name. */
export function listPlugins(text: string, file: string): readonly string[] {
  const list = pluginList(readMap(text, file).get('plugins', true))
  return isSeq(list) ? list.items.map((item) => (isScalar(item) ? String(item.value) : '')) : []
}

/**
 * The text of serverless.yml with the plugin added. Everything else stays as it is, character by character.
 *
 * @throws {UserError} `ERR_SERVICE_NOT_EDITABLE` if the list is not in this file, or the file is no YAML; the message says what to add by hand
 */
export function addPlugin(text: string, file: string): string {
  const map = readMap(text, file)
  const changed = insert(text, map, eolOf(text))
  if (changed === undefined || !isAdded(text, changed))
    throw notEditable(`${file}: the list of plugins could not be changed safely.`)
  return changed
}

function readMap(text: string, file: string): YAMLMap {
  const document = parseDocument(text, { logLevel: 'silent' })
  const [error] = document.errors
  if (error) throw notEditable(`${file} cannot be read as YAML: ${error.message.split('\n')[0]}`)
  if (!isMap(document.contents)) throw notEditable(`${file} is not a map.`)
  return document.contents
}

function notEditable(found: string): UserError {
  return new UserError(
    'ERR_SERVICE_NOT_EDITABLE',
    `${found} Nothing was changed. Add this by hand:\n\n  plugins:\n    - ${pluginName}`,
  )
}

function insert(text: string, map: YAMLMap, eol: string): string | undefined {
  const plugins = map.get('plugins', true)
  const list = pluginList(plugins)
  if (list) return list.flow ? intoFlow(text, list) : intoBlock(text, list, eol)
  if (map.flow) return undefined
  const pair = pairOf(map, 'plugins')
  if (!pair) return afterService(text, map, eol)
  if (!isScalar(plugins) || plugins.value !== null || plugins.anchor || plugins.source) return undefined
  return insertAt(text, endOfLine(text, endOf(pair.key as Node)), `${eol}  - ${pluginName}`)
}

/** The old form has the list under `modules`. */
function pluginList(plugins: unknown): YAMLSeq | undefined {
  const list = isMap(plugins) ? plugins.get('modules', true) : plugins
  return isSeq(list) ? list : undefined
}

function pairOf(map: YAMLMap, name: string): Pair | undefined {
  return map.items.find(({ key }) => isScalar(key) && key.value === name)
}

/** A line below the last one, as far in as the first. */
function intoBlock(text: string, list: YAMLSeq, eol: string): string | undefined {
  const [first, last] = [list.items[0] as Node | undefined, list.items.at(-1) as Node | undefined]
  if (!first?.range || !last?.range) return undefined
  const start = text.lastIndexOf('\n', first.range[0]) + 1
  const dash = /^(\s*-\s+)/.exec(text.slice(start, first.range[0]))?.[1]
  if (dash === undefined) return undefined
  return insertAt(text, endOfLine(text, last.range[1]), `${eol}${dash}${pluginName}`)
}

function intoFlow(text: string, list: YAMLSeq): string | undefined {
  if (!list.range) return undefined
  const close = list.range[1] - 1
  const last = list.items.at(-1) as Node | undefined
  if (!last) return insertAt(text, close, pluginName)
  const end = endOf(last)
  const hasComma = text.slice(end, close).includes(',')
  return hasComma
    ? insertAt(text, text.indexOf(',', end) + 1, ` ${pluginName}`)
    : insertAt(text, end, `, ${pluginName}`)
}

/** Below `service`, where Serverless's own templates have it; else at the top. */
function afterService(text: string, map: YAMLMap, eol: string): string | undefined {
  const lines = `plugins:${eol}  - ${pluginName}`
  const service = pairOf(map, 'service')
  if (!isScalar(service?.value)) return insertAt(text, map.range?.[0] ?? 0, `${lines}${eol}${eol}`)
  return insertAt(text, endOfLine(text, endOf(service.value)), `${eol}${eol}${lines}`)
}

function endOf(node: Node): number {
  return node.range?.[1] ?? 0
}

function insertAt(text: string, index: number, addition: string): string {
  return text.slice(0, index) + addition + text.slice(index)
}

/** Before the line break; what stands behind a value, such as a comment, is kept with it. */
function endOfLine(text: string, index: number): number {
  const end = text.indexOf('\n', index)
  if (end === -1) return text.length
  return text[end - 1] === '\r' ? end - 1 : end
}

export function eolOf(text: string): string {
  return /\r?\n/.exec(text)?.[0] ?? '\n'
}

/** Reads the result again: the plugin is in the list, and nothing else has changed. */
function isAdded(before: string, after: string): boolean {
  const [old, now] = [before, after].map((text) => parseDocument(text, { logLevel: 'silent' }))
  if (!old || !now || now.errors.length > 0) return false
  const { plugins: was, ...others } = old.toJS() ?? {}
  const { plugins: is, ...same } = now.toJS() ?? {}
  const items = (plugins: unknown): unknown[] =>
    Array.isArray(plugins) ? plugins : ((plugins as { modules?: unknown[] } | null)?.modules ?? [])
  return isDeepStrictEqual(others, same) && isDeepStrictEqual(items(is), [...items(was), pluginName])
}
