import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { homedir, tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Finished, packagesFolder, runIn } from './in-folder.ts'
import { startRegistry } from './registry.ts'

/** A user's npm in a folder of its own, for which the packages of this build are published. */
export interface UserNpm {
  /** Empty at first. */
  readonly dir: string
  /** Runs a command in a folder below `dir`. */
  run(folder: string, ...command: readonly string[]): Promise<Finished>
  /** The same without a registry, and without any connection that leaves this machine. */
  runOffline(folder: string, ...command: readonly string[]): Promise<Finished>
  remove(): Promise<void>
}

/** Fails at each connection that leaves this machine. */
const noNetwork = `const { Socket } = require('node:net')
const { connect } = Socket.prototype
Socket.prototype.connect = function (...args) {
  const [{ host = 'localhost', path } = {}] = [args.flat()[0]]
  if (!path && !/^(localhost|127\\.|::1)/.test(host)) throw new Error('Connects to ' + host + '.')
  return connect.apply(this, args)
}
`

export async function userNpm(): Promise<UserNpm> {
  const root = await mkdtemp(join(tmpdir(), 'claimcheck-user-'))
  const [dir, cache, guard] = [join(root, 'work'), join(root, 'npm'), join(root, 'no-network.cjs')]
  await Promise.all([mkdir(dir), mkdir(cache)])
  await writeFile(guard, noNetwork)
  // What npm has downloaded before is used; what npx has installed before is not.
  await mkdir(join(homedir(), '.npm', '_cacache'), { recursive: true })
  await symlink(join(homedir(), '.npm', '_cacache'), join(cache, '_cacache'))
  const registry = await startRegistry(join(packagesFolder(), 'tarballs'))
  const online = [
    `npm_config_registry=${registry.url}`,
    `npm_config_cache=${cache}`,
    'npm_config_prefer_offline=true',
  ]
  const offline = ['npm_config_offline=true', `NODE_OPTIONS=--require=${guard}`]
  return {
    dir,
    run: (folder, ...command) => runIn(join(dir, folder), 'env', ...online, ...command),
    runOffline: (folder, ...command) => runIn(join(dir, folder), 'env', ...offline, ...command),
    async remove() {
      await registry.close()
      await rm(root, { recursive: true, force: true })
    },
  }
}
