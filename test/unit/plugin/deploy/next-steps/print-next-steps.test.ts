import { describe, expect, test } from '@jest/globals'
import { printNextSteps } from '../../../../../plugin/deploy/next-steps/print-next-steps.ts'
import type { ServerlessInstance } from '../../../../../plugin/service/serverless.ts'

class AwsInfo {
  readonly gatheredData: { outputs: { OutputKey: string; OutputValue: string }[] }

  constructor(outputs: Readonly<Record<string, string>>) {
    this.gatheredData = {
      outputs: Object.entries(outputs).map(([OutputKey, OutputValue]) => ({ OutputKey, OutputValue })),
    }
  }
}

/** What is printed for a stack with these outputs and a service with these routes. */
function told(
  outputs: Readonly<Record<string, string>>,
  routes = ['GET /things/{id}', 'POST /things', 'GET /things'],
) {
  const sections = new Map<string, readonly string[]>()
  const serverless = {
    pluginManager: { plugins: [{}, new AwsInfo(outputs)] },
    httpApiEventsPlugin: {
      resolveConfiguration() {},
      config: { routes: new Map(routes.map((key) => [key, {}])) },
    },
    getProvider: () => ({ getStage: () => 'prod' }),
    addServiceOutputSection: (name: string, lines: readonly string[]) => sections.set(name, lines),
  }
  printNextSteps(serverless as unknown as ServerlessInstance)
  return sections
}

const outputs = {
  ApiUrl: 'https://api.example.com',
  IdentityProvider: 'okta',
  Issuer: 'https://dev-1.okta.com/oauth2/default',
}

describe('printNextSteps', () => {
  test('given a deployed stack, when told, then the first GET route without a variable is called', () => {
    expect(told(outputs).get('now call it')?.at(-1)).toMatch(/ https:\/\/api\.example\.com\/things$/)
  })

  test('given a stack that says as whom to sign in, when told, then the console of that stage and provider is named', () => {
    const signIn = {
      SignInUrl: 'https://a/authorize',
      SignInTokenUrl: 'https://a/token',
      SignInClientId: 'client-1',
    }

    expect(told({ ...outputs, ...signIn }).get('now call it')?.[0]).toContain(
      'npx serverless console --stage prod --param provider=okta',
    )
  })

  test("given another provider on the stage than the command names, when told, then the stack's own counts", () => {
    expect(told(outputs).get('now call it')?.join('\n')).toContain('OKTA_CLIENT_ID')
  })

  test.each([
    ['a stack without these outputs', { ApiUrl: 'https://api.example.com' }],
    ['a provider that is not known', { ...outputs, IdentityProvider: 'constructor' }],
    ['no outputs', {}],
  ])('given %s, when asked, then nothing is printed', (_what, found) => {
    expect(told(found).size).toBe(0)
  })
})
