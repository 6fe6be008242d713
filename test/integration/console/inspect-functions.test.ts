import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { inspectFunctions } from '../../../plugin/local/console/server/inspect-functions.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

const projectDir = join(import.meta.dirname, '..', '..', '..')

const packaged = `import { createHandler } from '${join(projectDir, 'src/index.ts')}'
export const handler = createHandler({ auth: { groups: ['packaged'] }, run: () => ({ statusCode: 200 }) })
`

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

test.each<[string, { ofFunction?: string; ofService?: string; inService?: boolean }]>([
  ['of the function', { ofFunction: 'package' }],
  ["of a packager's output", { ofService: 'package' }],
  ['of the service where the packager has none', { ofService: 'elsewhere', inService: true }],
])('reads a handler from the folder %s', async (_what, { ofFunction, ofService, inService }) => {
  const folder = await temporaryFolder()
  await mkdir(join(folder.path, 'package'))
  await writeFile(join(folder.path, inService ? '' : 'package', 'a.mjs'), packaged)
  const place = (name: string | undefined) => name && { codeDir: join(folder.path, name) }
  const localFunction = { key: 'a', name: 'a', handler: 'a.handler', environment: {}, ...place(ofFunction) }
  const functions = await inspectFunctions(
    {
      dir: folder.path,
      ...place(ofService),
      functions: [{ ...localFunction, timeoutSeconds: 6, memoryMb: 128 }],
    },
    {},
  )
  await folder.remove()

  expect(functions.get('a')?.requirements?.auth).toEqual({ groups: ['packaged'] })
})
