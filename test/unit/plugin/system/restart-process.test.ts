import { mkdir, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { withoutEnvFiles } from '../../../../plugin/system/restart-process.ts'
import { temporaryFolder } from '../../../support/temporary-folder.ts'

test('what .env files have set is read again, and what the shell has set stays', async () => {
  const folder = await temporaryFolder()
  await writeFile(join(folder.path, '.env'), "DOMAIN=old.example\nSHELL_WINS=file\nURL='https://$DOMAIN'\n")
  await writeFile(join(folder.path, '.env.dev'), 'STAGE_ONLY=1\n')
  const env = {
    PATH: '/bin',
    DOMAIN: 'old.example',
    SHELL_WINS: 'shell',
    URL: 'https://old.example',
    STAGE_ONLY: '1',
  }

  expect(withoutEnvFiles(env, folder.path)).toEqual({ PATH: '/bin', SHELL_WINS: 'shell' })
  await folder.remove()
})

test('what is no .env file, or an example of one, sets nothing', async () => {
  const folder = await temporaryFolder()
  await mkdir(join(folder.path, '.env'))
  await symlink(join(folder.path, 'none'), join(folder.path, '.env.gone'))
  await writeFile(join(folder.path, '.env.example'), "AWS_REGION=eu-west-1\nURL='https://$DOMAIN'\n")
  const env = { AWS_REGION: 'eu-west-1', URL: 'https://api.example' }

  expect(withoutEnvFiles(env, folder.path)).toEqual(env)
  await folder.remove()
})
