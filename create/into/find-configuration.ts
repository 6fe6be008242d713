import { readdir } from 'node:fs/promises'
import { UserError } from '../../plugin/user-error.ts'
import { pluginName } from './add-plugin.ts'

/** In the order in which Serverless looks for them. */
const names = ['yml', 'yaml', 'json', 'js', 'cjs', 'mjs', 'ts'].map((extension) => `serverless.${extension}`)

/**
 * The file of the service that the plugin is added to: `serverless.yml` or `serverless.yaml`.
 *
 * @throws {UserError} `ERR_SERVICE_NOT_FOUND`; `ERR_SERVICE_NOT_EDITABLE` for one that is a program or JSON, with what to add by hand
 */
export async function findConfiguration(folder: string): Promise<string> {
  const files = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR')
      throw new UserError('ERR_SERVICE_NOT_FOUND', `There is no folder ${folder}.`)
    throw error
  })
  const file = names.find((name) => files.includes(name))
  if (file === undefined)
    throw new UserError(
      'ERR_SERVICE_NOT_FOUND',
      `There is no serverless.yml in ${folder}. Give the folder that has it: --into FOLDER. For a new service: npm create claimcheck@latest my-api`,
    )
  if (/\.ya?ml$/.test(file)) return file
  throw new UserError('ERR_SERVICE_NOT_EDITABLE', byHand(file))
}

function byHand(file: string): string {
  const line = file.endsWith('.json') ? `"plugins": ["${pluginName}"]` : `plugins: ['${pluginName}']`
  return `The service is in ${file}; only YAML can be changed here. Nothing was changed. Do it by hand:

  npm install claimcheck zod
  npm install --save-dev ${pluginName}

and add the plugin in ${file}:

  ${line}`
}
