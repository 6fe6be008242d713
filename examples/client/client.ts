import createClient from 'openapi-fetch'
import type { components, paths } from './api.ts'

type ProfileInput = NonNullable<paths['/profile']['post']['requestBody']>['content']['application/json']
type Profile = components['schemas']['Profile']

/** Calls the profile service. Paths, bodies, answers and problems are typed by its OpenAPI document. */
export function profileClient(baseUrl: string, token: string) {
  const client = createClient<paths>({ baseUrl, headers: { authorization: `Bearer ${token}` } })

  return {
    /** Null before the first `save`. */
    async read(): Promise<Profile | null> {
      const { data, error } = await client.GET('/profile')
      if (data) return data.profile
      throw new Error('code' in error ? error.code : String(error.message))
    },

    /** @param etag Only if the profile is still the one that was read. */
    async save(body: ProfileInput, etag?: string): Promise<Profile | string> {
      const header = etag === undefined ? {} : { 'if-match': etag }
      const { data, error } = await client.POST('/profile', { params: { header }, body })
      if (data) return data
      // The gateway's own errors have no code.
      if (!('code' in error)) return `The gateway refused it: ${error.message}`
      switch (error.code) {
        case 'ERR_BODY_INVALID':
          return (error.errors ?? []).map(({ pointer, detail }) => `${pointer}: ${detail}`).join('\n')
        case 'ERR_PRECONDITION_FAILED':
          return 'Somebody else has saved it. Read it again.'
        case 'ERR_CALLER_KIND_REFUSED':
        case 'ERR_CLAIMS_UNREADABLE':
          return 'Sign in as a user.'
        case 'ERR_TIMEOUT':
        case 'ERR_UNAVAILABLE':
          return 'Try again.'
        case 'ERR_BAD_REQUEST':
        case 'ERR_BODY_KEY_FORBIDDEN':
        case 'ERR_BODY_MISSING':
        case 'ERR_BODY_NOT_JSON':
        case 'ERR_BODY_TOO_LARGE':
        case 'ERR_CONTENT_TYPE_UNSUPPORTED':
        case 'ERR_HEADERS_INVALID':
        case 'ERR_INTERNAL':
        case 'ERR_RESPONSE_INVALID':
          return `This is a mistake of the client or of the service: ${error.code}`
        default:
          // A code that is missing above does not compile.
          return error satisfies never
      }
    },
  }
}
