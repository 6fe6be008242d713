import { resolve } from 'node:path'
import type { CliOptions, CommandDefinition } from '../command.ts'
import { findServiceFile, noServiceFile } from '../service/service-file.ts'
import { readGivenEnvironment } from './given-environment.ts'
import { localOptions, readLocalOptions } from './local.ts'
import { invalidOption, readText, readTexts } from './options.ts'

/** `claimcheck local --template FILE`: a packaged service, without Serverless. */
export const localTemplate = {
  usage: 'Run a packaged service from its CloudFormation template, without Serverless',
  options: {
    template: {
      type: 'string',
      usage:
        'The template: .serverless/cloudformation-template-update-stack.json, which serverless package writes',
    },
    stage: { type: 'string', usage: 'Name of the stage (default: that of the package, else dev)' },
    region: { type: 'string', usage: 'Region (default: that of the package, else us-east-1)' },
    param: {
      type: 'multiple',
      usage: 'provider=NAME: whose token format is used (default: that of the authorizer)',
    },
    ...localOptions,
  },
} as const satisfies CommandDefinition

/** @throws {UserError} `ERR_OPTION_INVALID` without `--template`, `ERR_PROVIDER_UNKNOWN`, or as the local run does. */
export async function runLocalTemplate(options: CliOptions): Promise<void> {
  const template = readText(options, 'template')
  if (template === undefined) {
    const serviceFile = findServiceFile(process.cwd())
    throw invalidOption(
      '--template FILE is required: the CloudFormation template of a packaged service. ' +
        (serviceFile === undefined ? noServiceFile : `To run ${serviceFile}: npx serverless local`),
    )
  }
  const start = readLocalOptions(options)
  const [
    { chooseProvider },
    { splitPair },
    { readTemplate },
    { readProvider },
    { serveUntilStopped },
    { unpackFunctions },
  ] = await Promise.all([
    import('../service/provider.ts'),
    import('../service/params.ts'),
    import('../service/template/read-template.ts'),
    import('../service/read-service.ts'),
    import('../local/serve.ts'),
    import('../local/unpack-functions.ts'),
  ])
  const params = new Map(readTexts(options, 'param')?.map(splitPair))
  const chosen = chooseProvider(params.get('provider'))
  const packaged = readTemplate(template, {
    stage: readText(options, 'stage'),
    region: readText(options, 'region'),
  })
  const given = await readGivenEnvironment({
    options,
    folder: process.cwd(),
    awsConfig: async () => ({ region: packaged.region }),
  })
  const stateDir = resolve(packaged.dir, readText(options, 'state') ?? '.claimcheck')
  const declared = await unpackFunctions(packaged, stateDir)
  const provider = chosen ?? readProvider(declared) ?? 'cognito'
  await serveUntilStopped({ ...start, stateDir, declared, provider, given })
}
