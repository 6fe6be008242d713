import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { unzipSync } from 'fflate'
import { packagesFolder, runIn } from './in-folder.ts'
import { type PackagedService, services } from './packaged-services.ts'

const folder = join(packagesFolder(), 'packagers')
const state = {
  '.claimcheck/keys.json': '{}',
  '.claimcheck/table/000001.log': 'rows',
  'claimcheck.users.yml': 'users: []',
}

/** No credentials, no telemetry, nothing of the machine's own configuration. */
const environment = [
  'AWS_EC2_METADATA_DISABLED=true',
  'AWS_CONFIG_FILE=/dev/null',
  'AWS_SHARED_CREDENTIALS_FILE=/dev/null',
  'SLS_TELEMETRY_DISABLED=1',
  'SLS_NOTIFICATIONS_MODE=off',
]

/** What a command made that would be deployed. */
interface Deployable {
  readonly code: number | null
  readonly output: string
  /** By name. */
  readonly zips: Readonly<Record<string, Uint8Array>>
  /** Without what the time decides. */
  readonly template: unknown
  /** What other plugins and later commands read: functions and package, as Serverless saves them. */
  readonly settings: unknown
  /** Files of the service, and what packagers leave among them. */
  readonly files: readonly string[]
}

describe.each(['osls', 'serverless'])('%s package, with the plugin and without', (framework) => {
  test.concurrent.each(services.map((service) => [service.name, service] as const))(
    '%s: the same bytes',
    async (name, service) => {
      const dir = join(folder, `${framework}-${name.replaceAll(/\W+/g, '-')}`)
      const own = service.plugins ?? []
      await writeFiles(dir, service.files)
      const without = await packageWith(dir, framework, service, own)
      // The state of a local run must not get in either.
      await writeFiles(dir, state)
      const orders =
        own.length > 0
          ? [
              ['serverless-claimcheck', ...own],
              [...own, 'serverless-claimcheck'],
            ]
          : [['serverless-claimcheck']]

      expect(await filesOf(without, service)).toEqual(service.zips)
      expect(without).toMatchObject({ code: service.needsAws ? 1 : 0 })
      for (const plugins of orders) {
        const { output, ...deployable } = await packageWith(dir, framework, service, plugins)
        const { output: _output, ...expected } = without
        expect({ plugins, ...deployable }).toEqual({ plugins, ...expected })
        expect(output).not.toContain('kB zipped')
      }
    },
  )

  test.concurrent('without the plugin the state would be in the zip', async () => {
    const dir = join(folder, `${framework}-control`)
    const [service] = services as [PackagedService]
    await writeFiles(dir, { ...service.files, ...state })
    const { zips } = await packageWith(dir, framework, service, [])

    expect(await filesOf({ zips }, service)).toEqual({
      service: [...Object.keys(state), ...(service.zips.service ?? [])].toSorted(),
    })
  })
})

async function writeFiles(dir: string, files: PackagedService['files']): Promise<void> {
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(join(dir, name)), { recursive: true })
    await writeFile(join(dir, name), content)
  }
}

async function packageWith(
  dir: string,
  framework: string,
  { yml }: PackagedService,
  plugins: readonly string[],
): Promise<Deployable> {
  const provider = 'provider: { name: aws, runtime: nodejs20.x }'
  await mkdir(dir, { recursive: true })
  await writeFile(
    join(dir, 'serverless.yml'),
    `service: service\nplugins: [${plugins.join(', ')}]\n${provider}\n${yml}\n`,
  )
  await rm(join(dir, '.serverless'), { recursive: true, force: true })
  const bin = join(folder, 'node_modules', framework, 'bin', 'serverless.js')
  const { code, output } = await runIn(dir, 'env', ...environment, `HOME=${folder}`, 'node', bin, 'package')
  return { code, output, files: await listFiles(dir), ...(await readDeployable(join(dir, '.serverless'))) }
}

async function listFiles(dir: string): Promise<string[]> {
  const names = await readdir(dir, { recursive: true })
  return names.filter((name) => !/^(\.(serverless|claimcheck)\b|claimcheck\.users\.)/.test(name)).toSorted()
}

async function readDeployable(dir: string): Promise<Pick<Deployable, 'zips' | 'template' | 'settings'>> {
  const names = (await readdir(dir)).filter((name) => name.endsWith('.zip'))
  const zips = await Promise.all(
    names.map(async (name) => [name.slice(0, -4), await readFile(join(dir, name))] as const),
  )
  const text = (name: string) => readFile(join(dir, name), 'utf8').catch(() => '{}')
  const template = await text('cloudformation-template-update-stack.json')
  const { service = {} } = JSON.parse(await text('serverless-state.json'))
  return {
    zips: Object.fromEntries(zips),
    template: JSON.parse(template.replaceAll(/\/\d{13}-[\dT:.Z-]+\//g, '/TIME/')),
    settings: { functions: service.functions, package: service.package },
  }
}

async function filesOf({ zips }: Pick<Deployable, 'zips'>, { zips: expected }: PackagedService) {
  const names = Object.keys(zips).filter((name) => name in expected)
  return Object.fromEntries(
    names.map((name) => [name, Object.keys(unzipSync(zips[name] as Uint8Array)).toSorted()]),
  )
}
