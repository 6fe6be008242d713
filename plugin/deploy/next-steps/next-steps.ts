import { type SignInStepsOptions, signInSteps } from './sign-in-steps.ts'

export interface NextStepsOptions extends SignInStepsOptions {
  /** The path that is called first: that of a GET route. */
  readonly path: string
  /** The value that tells the deploy as whom people sign in, such as `AUTH0_CLIENT_ID`. */
  readonly clientIdName: string
  /** What does it all in the browser. */
  readonly consoleCommand: string
}

/** How to call what is deployed, in shell lines; none for a stack that has no `ApiUrl` among its outputs. */
export function nextSteps({ path, clientIdName, consoleCommand, ...options }: NextStepsOptions): string[] {
  const apiUrl = options.outputs.get('ApiUrl')
  if (apiUrl === undefined) return []
  const steps = signInSteps(options)
  return [
    ...(steps.length > 0
      ? [`# In the browser, with every refusal explained: ${consoleCommand}`, '# Or in this shell:', ...steps]
      : withoutClient(options, clientIdName)),
    '# 3. Call it.',
    `curl -i -H "authorization: Bearer $TOKEN" ${apiUrl}${path}`,
  ]
}

function withoutClient({ outputs }: SignInStepsOptions, clientIdName: string): string[] {
  const issuer = outputs.get('Issuer') ?? 'the issuer'
  const audience = outputs.get('Audience') ?? 'the API'
  return [
    `# 1. Get an access token of ${issuer} for ${audience}, and put it into $TOKEN: docs/providers/ says how.`,
    `# 2. Deploy with --param ${clientIdName}=..., and the sign-in stands here instead.`,
  ]
}
