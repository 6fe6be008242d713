import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import { afterEach, describe, expect, test } from '@jest/globals'
import { checkStack } from '../../../plugin/deploy/stack/check-stack.ts'
import type { ServerlessInstance } from '../../../plugin/service/serverless.ts'

const okta = { IdentityProvider: { Value: 'okta' } }

describe('checkStack', () => {
  let cloudFormation: Server | undefined
  afterEach(() => {
    cloudFormation?.close().closeAllConnections()
  })

  /** CloudFormation as it describes one stack, or says that there is none. */
  async function serveStack(status: string | undefined): Promise<string> {
    const stack = `<member><StackName>notes-dev</StackName><CreationTime>2026-01-01T00:00:00Z</CreationTime>
      <StackStatus>${status}</StackStatus><Outputs><member><OutputKey>IdentityProvider</OutputKey>
      <OutputValue>okta</OutputValue></member></Outputs></member>`
    const described = `<DescribeStacksResponse xmlns="http://cloudformation.amazonaws.com/doc/2010-05-15/">
      <DescribeStacksResult><Stacks>${stack}</Stacks></DescribeStacksResult></DescribeStacksResponse>`
    const missing = `<ErrorResponse><Error><Type>Sender</Type><Code>ValidationError</Code>
      <Message>Stack with id notes-dev does not exist</Message></Error></ErrorResponse>`
    cloudFormation = createServer((request, response) => {
      request.resume()
      response.writeHead(status === undefined ? 400 : 200, { 'content-type': 'text/xml' })
      response.end(status === undefined ? missing : described)
    }).listen(0, '127.0.0.1')
    await once(cloudFormation, 'listening')
    return `http://127.0.0.1:${(cloudFormation.address() as { port: number }).port}`
  }

  function deploying(
    endpoint: string,
    Outputs: Record<string, unknown>,
    param: string[] = [],
  ): ServerlessInstance {
    const credentials = { accessKeyId: 'a', secretAccessKey: 'b' }
    const aws = {
      getStage: () => 'dev',
      naming: { getStackName: () => 'notes-dev' },
      getAwsSdkV3Config: async () => ({ endpoint, region: 'us-east-1', credentials }),
    }
    return {
      getProvider: () => aws,
      processedInput: { commands: ['deploy'], options: { param } },
      configurationInput: {},
      service: { provider: { compiledCloudFormationTemplate: { Resources: {}, Outputs } } },
    } as unknown as ServerlessInstance
  }

  test.each([
    ['is whole', 'UPDATE_COMPLETE', 0],
    ['went back from the last change', 'UPDATE_ROLLBACK_COMPLETE', 1],
    ['is not there yet', undefined, 0],
  ])(
    'given a stack that %s, when deployed, then Serverless may skip what it has uploaded, or may not',
    async (_what, status, forced) => {
      let force = 0
      await checkStack(deploying(await serveStack(status), okta), () => {
        force += 1
      })

      expect(force).toBe(forced)
    },
  )

  test('given a stack of another provider, when deployed, then refused, unless the command names what it leaves', async () => {
    const endpoint = await serveStack('UPDATE_COMPLETE')
    const auth0 = { IdentityProvider: { Value: 'auth0' } }

    const unsaid = checkStack(deploying(endpoint, auth0), () => {})
    await expect(unsaid).rejects.toMatchObject({ code: 'ERR_PROVIDER_SWITCH' })
    const said = checkStack(deploying(endpoint, auth0, ['switchFrom=okta']), () => {})
    await expect(said).resolves.toBeUndefined()
  })
})
