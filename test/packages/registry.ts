import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { readdir, readFile } from 'node:fs/promises'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { packages, projectDir } from '../../build/build.ts'

/** A registry that has the packages of this build as if they were published, and passes on what it is asked of all others. */
export interface Registry {
  readonly url: string
  /** What it was asked for, such as `/claimcheck`. */
  readonly requests: readonly string[]
  close(): Promise<void>
}

/** @param tarballDir the packed packages */
export async function startRegistry(tarballDir: string): Promise<Registry> {
  const upstream = await configuredRegistry()
  const requests: string[] = []
  // Four services ask for the same.
  const passedOn = new Map<string, Promise<Passed>>()
  const server = createServer(async ({ url: path = '/', headers }, response) => {
    requests.push(path)
    const own = packages.find((name) => path === `/${name}` || path.startsWith(`/${name}/-/`))
    try {
      if (own) return await answerOwn(own, path, `http://${headers.host}`, tarballDir, response)
      const key = `${path} ${headers.accept}`
      const passed = passedOn.get(key) ?? passOn(`${upstream}${path}`, headers.accept ?? '*/*')
      passedOn.set(key, passed)
      const { status, type, body } = await passed
      response.writeHead(status, { 'content-type': type }).end(body)
    } catch (error) {
      response.writeHead(502).end(String(error))
    }
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    requests,
    async close() {
      server.closeAllConnections()
      server.close()
    },
  }
}

interface Passed {
  readonly status: number
  readonly type: string
  readonly body: Buffer
}

/** The one that npm is set to, which may be a mirror; without a slash at its end. */
async function configuredRegistry(): Promise<string> {
  const { stdout } = await promisify(execFile)('npm', ['config', 'get', 'registry'], { cwd: projectDir })
  return stdout.trim().replace(/\/+$/, '')
}

async function passOn(url: string, accept: string): Promise<Passed> {
  const answer = await fetch(url, { headers: { accept } })
  const type = answer.headers.get('content-type') ?? 'application/octet-stream'
  return { status: answer.status, type, body: Buffer.from(await answer.arrayBuffer()) }
}

async function answerOwn(
  name: string,
  path: string,
  url: string,
  tarballDir: string,
  response: ServerResponse,
): Promise<void> {
  const file = (await readdir(tarballDir)).find((each) => /^(.+)-\d/.exec(each)?.[1] === name) ?? 'missing'
  const tarball = await readFile(join(tarballDir, file))
  if (path !== `/${name}`) return void response.end(tarball)
  const manifest = JSON.parse(await readFile(join(projectDir, 'dist', name, 'package.json'), 'utf8'))
  const integrity = `sha512-${createHash('sha512').update(tarball).digest('base64')}`
  const version = { ...manifest, dist: { tarball: `${url}/${name}/-/${file}`, integrity } }
  const document = {
    name,
    'dist-tags': { latest: manifest.version },
    versions: { [manifest.version]: version },
  }
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(document))
}
