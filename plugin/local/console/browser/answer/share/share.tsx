import { useState } from 'preact/hooks'
import type { RequestDetails } from '../../../api-types.ts'
import { TextBlock } from '../../parts/blocks.tsx'
import { CopyButton } from '../../parts/copy-button.tsx'
import type { Tokens } from '../../session/sign-in.ts'
import type { Settings } from '../../settings.ts'
import { curlLine } from './curl.ts'
import { fetchCode } from './fetch.ts'
import { harFile } from './har.ts'
import { httpFile } from './http-file.ts'
import { httpieLine } from './httpie.ts'
import { hasToken, isSigned, toShared } from './shared-request.ts'
import { tokenLine } from './token-line.ts'

interface ShareProps {
  readonly request: RequestDetails
  readonly settings: Settings
  readonly tokens: Tokens | undefined
  /** How this page broke the token of the request; empty where it was written by hand. */
  readonly brokenId: string | undefined
}

/** The request in a form that others can send, without its token unless the user chooses otherwise. */
export function Share(props: ShareProps) {
  const [chosen, choose] = useState('curl')
  const { request, settings } = props
  const form = formsOf(request).find(({ name }) => name === chosen) ?? curl
  const text = form.write(props, false)
  const needsToken = hasToken(toShared(settings.apiUrl, request, false)) && !isSigned(request)
  return (
    <div class="share">
      <div class="actions">
        <select
          aria-label="Share as"
          value={form.name}
          onChange={({ currentTarget }) => choose(currentTarget.value)}
        >
          {formsOf(request).map(({ name }) => (
            <option key={name}>{name}</option>
          ))}
        </select>
        <CopyButton text={text} label={`Copy as ${form.what}`}>
          Copy
        </CopyButton>
        {needsToken && (
          <CopyButton text={form.write(props, true)} label={`Copy with token, as ${form.what}`}>
            Copy with token
          </CopyButton>
        )}
      </div>
      <TextBlock text={text} label={`The request as ${form.what}`} />
    </div>
  )
}

interface Form {
  readonly name: string
  /** `a curl command` */
  readonly what: string
  readonly write: (props: ShareProps, withToken: boolean) => string
}

const curl: Form = {
  name: 'curl',
  what: 'a curl command',
  write: (props, withToken) => {
    const { apiUrl, stateOption } = props.settings
    const line = curlLine(apiUrl, props.request, { withToken, stateOption })
    return below(props, withToken, '', line)
  },
}

const others: readonly Form[] = [
  {
    name: 'HTTPie',
    what: 'an HTTPie command',
    write: (props, withToken) => below(props, withToken, '', httpieLine(sharedOf(props, withToken))),
  },
  {
    name: 'fetch',
    what: 'code with fetch',
    write: (props, withToken) => below(props, withToken, '// export ', fetchCode(sharedOf(props, withToken))),
  },
  {
    name: '.http file',
    what: 'an .http file',
    write: (props, withToken) => below(props, withToken, '# export ', httpFile(sharedOf(props, withToken))),
  },
  {
    name: 'HAR',
    what: 'a HAR file',
    write: ({ settings, request }, withToken) => harFile(settings.apiUrl, request, { withToken }),
  },
]

/** Only curl signs a request again. */
function formsOf(request: RequestDetails): readonly Form[] {
  return isSigned(request) ? [curl] : [curl, ...others]
}

function sharedOf({ settings, request }: ShareProps, withToken: boolean) {
  return toShared(settings.apiUrl, request, withToken)
}

/** Below the command that gets the token, where one is needed and this run issues it. */
function below(props: ShareProps, withToken: boolean, before: string, text: string): string {
  const { request, settings, tokens, brokenId } = props
  const isOpen = !withToken && !isSigned(request) && hasToken(sharedOf(props, false))
  if (!isOpen || !settings.isLocal) return text
  const isPasted = brokenId === '' || (Boolean(request.explanation?.answer) && brokenId === undefined)
  // A new token would be a good one: the answer would not be that of this request.
  const line = isPasted
    ? "TOKEN='...' # the token of this request"
    : tokenLine(request, { held: tokens, brokenId, stateOption: settings.stateOption })
  return `${before}${line}\n${text}`
}
