import { type SignInStepsOptions, signInSteps } from './sign-in-steps.ts'

export interface NextStepsOptions extends SignInStepsOptions {
  /** The path of the first request: that of a GET route. */
  readonly path: string
  /** The parameter with the client that users sign in with, such as `AUTH0_CLIENT_ID`. */
  readonly clientIdName: string
  /** The command that does all of it in the browser. */
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
    `# 1. Get an access token from ${issuer} for ${audience}, and put it into $TOKEN: see docs/providers/.`,
    `# 2. To see the sign-in commands here instead, deploy with --param ${clientIdName}=...`,
  ]
}
