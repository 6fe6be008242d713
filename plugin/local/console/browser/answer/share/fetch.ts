import { join, type Pieces, type SharedRequest, token } from './shared-request.ts'

/** A request as a module of Node.js or the code of a web page, with the token from the environment. */
export function fetchCode({ method, url, headers, body }: SharedRequest): string {
  const hasBody = body !== '' && method !== 'GET' && method !== 'HEAD'
  const options = [
    ...(method === 'GET' ? [] : [`  method: ${JSON.stringify(method)},`]),
    ...(headers.length > 0 ? [`  headers: [`, ...headers.map(headerLine), `  ],`] : []),
    ...(hasBody ? [`  body: ${JSON.stringify(body)},`] : []),
  ]
  const call = options.length > 0 ? [`${literal(url)}, {`, ...options, '}'].join('\n') : literal(url)
  return `const response = await fetch(${call})\nconsole.log(response.status, await response.text())`
}

function headerLine([name, value]: SharedRequest['headers'][number]): string {
  return `    [${JSON.stringify(name)}, ${literal(value)}],`
}

/** Of the code that is written, not of this file. */
const variable = `$${'{process.env.TOKEN}'}`

function literal(pieces: Pieces): string {
  if (!pieces.includes(token)) return JSON.stringify(join(pieces, ''))
  const parts = pieces.map((piece) =>
    piece === token ? variable : String(piece).replaceAll(/[\\`]|\$(?=\{)/g, '\\$&'),
  )
  return `\`${parts.join('')}\``
}
