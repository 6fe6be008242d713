import type { RequestDetails } from '../api-types.ts'
import { CopyButton } from './copy-button.tsx'
import { curlLine, tokenLine } from './curl.ts'
import { TextBlock } from './json-block.tsx'
import type { Settings } from './settings.ts'
import type { Tokens } from './sign-in.ts'

interface CurlLineProps {
  readonly exchange: RequestDetails
  readonly settings: Settings
  readonly tokens: Tokens | undefined
}

/** The request as a shell line, without its token unless that is asked for. */
export function CurlLine({ exchange, settings: { apiUrl, isLocal }, tokens }: CurlLineProps) {
  const line = curlLine(apiUrl, exchange)
  const lines = [...(isLocal && line.includes('$TOKEN') ? [tokenLine(exchange, tokens)] : []), line].join(
    '\n',
  )
  return (
    <div class="curl">
      <TextBlock text={lines} label="The request as a curl line" />
      <div class="actions">
        <CopyButton text={lines} label="Copy, as a curl line">
          Copy
        </CopyButton>
        {line.includes('$TOKEN') && (
          <CopyButton
            text={curlLine(apiUrl, exchange, { withToken: true })}
            label="Copy with token, as a curl line"
          >
            Copy with token
          </CopyButton>
        )}
      </div>
    </div>
  )
}
