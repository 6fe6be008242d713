import { hasToken, join, type SharedRequest } from './shared-request.ts'

/** A request as an `.http` file, which editors send. The token comes from the environment. */
export function httpFile(request: SharedRequest): string {
  const { method, url, headers, body } = request
  const write = (pieces: SharedRequest['url']) => join(pieces, '{{token}}')
  return [
    ...(hasToken(request) ? ['@token = {{$processEnv TOKEN}}', ''] : []),
    `${method} ${write(url)}`,
    ...headers.map(([name, value]) => `${name}: ${write(value)}`),
    ...(body ? ['', body] : []),
  ].join('\n')
}
