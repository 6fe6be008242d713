import type { RequestDetails } from '../../api-types.ts'
import { TextBlock } from '../parts/blocks.tsx'
import { CopyButton } from '../parts/copy-button.tsx'
import type { Tokens } from '../session/sign-in.ts'
import type { Settings } from '../settings.ts'
import { curlLine, tokenLine } from './curl.ts'

interface CurlLineProps {
  readonly request: RequestDetails
  readonly settings: Settings
  readonly tokens: Tokens | undefined
  /** How this page broke the token of the request. */
  readonly brokenId: string | undefined
}

/** The request as a shell command, without its token unless the user chooses otherwise. */
export function CurlLine({ request, settings, tokens, brokenId }: CurlLineProps) {
  const { apiUrl, isLocal, stateOption } = settings
  const line = curlLine(apiUrl, request, { stateOption })
  const isPasted = request.explanation !== null && brokenId === undefined
  // A new token would be a good one: the answer would not be that of this request.
  const token = isPasted
    ? "TOKEN='...' # the token of this request"
    : tokenLine(request, { held: tokens, brokenId, stateOption })
  const lines = [...(isLocal && line.includes('$TOKEN') ? [token] : []), line].join('\n')
  return (
    <div class="curl">
      <TextBlock text={lines} label="The request as a curl command" />
      <div class="actions">
        <CopyButton text={lines} label="Copy as a curl command">
          Copy
        </CopyButton>
        {line.includes('$TOKEN') && (
          <CopyButton
            text={curlLine(apiUrl, request, { withToken: true })}
            label="Copy with token, as a curl command"
          >
            Copy with token
          </CopyButton>
        )}
      </div>
    </div>
  )
}
