import type { Pieces, SharedRequest } from './shared-request.ts'
import { quote, shellWord } from './shell-word.ts'

/** A request as a command of HTTPie 3. */
export function httpieLine({ method, url, headers, body }: SharedRequest): string {
  const hasType = headers.some(([name]) => name === 'content-type')
  return [
    'http --ignore-stdin',
    ...(body ? [`--raw ${quote(body)}`] : []),
    method,
    shellWord(url),
    ...headers.map(([name, value]) => shellWord(item(name, value))),
    // It would write one of its own.
    ...(body && !hasType ? ['content-type:'] : []),
  ].join(' ')
}

/** `name:value`. An empty value is `name;`, and a first character that would make another separator is escaped. */
function item(name: string, value: Pieces): Pieces {
  const [first, ...rest] = value
  if (first === undefined || first === '') return [`${name};`]
  if (typeof first !== 'string') return [`${name}:`, ...value]
  return [`${name}:${first.replaceAll('\\', '\\\\').replace(/^[=@]/, '\\$&')}`, ...rest]
}
