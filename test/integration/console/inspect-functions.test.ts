import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { inspectFunctions } from '../../../plugin/local/console/server/inspect-functions.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

const projectDir = join(import.meta.dirname, '..', '..', '..')

const code = `import { createHandler } from '${join(projectDir, 'src/index.ts')}'
import page from './page.html'
export const handler = createHandler({ auth: { groups: [page] }, run: () => ({ statusCode: 200 }) })
`

test('reads a handler that only the bundle settings of its service make loadable', async () => {
  const folder = await temporaryFolder()
  await writeFile(join(folder.path, 'a.ts'), code)
  await writeFile(join(folder.path, 'page.html'), 'admins')
  const localFunction = { key: 'a', name: 'a', handler: 'a.handler', environment: {} }
  const bundle = { loader: { '.html': 'text' } } as const
  const functions = await inspectFunctions(
    {
      dir: folder.path,
      build: { bundle, esbuild: undefined, compiles: true },
      functions: [{ ...localFunction, timeoutSeconds: 6, memoryMb: 128 }],
    },
    {},
  )
  await folder.remove()

  expect(functions.get('a')?.requirements?.auth).toEqual({ groups: ['admins'] })
})
