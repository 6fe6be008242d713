import { once } from 'node:events'
import { readFile, writeFile } from 'node:fs/promises'
import { createServer, request as httpRequest } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { createRemoteJWKSet, jwtVerify } from 'jose'
import type { Issuer, StartIssuerOptions } from '../../../plugin/local/issuer/start-issuer.ts'
import { startIssuerWithConsole } from '../../../plugin/local/local-console.ts'
import { codeRequest, PlainBrowser, passForms, redeemCode } from '../../support/issuer-client.ts'
import { keyCookie } from '../../support/run-key.ts'
import { type TemporaryFolder, temporaryFolder } from '../../support/temporary-folder.ts'

async function statusAs(host: string, url: string): Promise<number | undefined> {
  const request = httpRequest(url, { headers: { host } }).end()
  const [response] = await once(request, 'response')
  response.resume()
  return response.statusCode
}

const credentials = { email: 'ada@example.com', password: 'correct horse' }

describe('startIssuer', () => {
  const running: Issuer[] = []
  let folder: TemporaryFolder

  beforeEach(async () => {
    folder = await temporaryFolder()
  })

  afterEach(async () => {
    await Promise.all(running.splice(0).map((issuer) => issuer.close()))
    await folder.remove()
  })

  async function start(changes: Partial<StartIssuerOptions> = {}): Promise<Issuer> {
    const defaults = { provider: 'cognito', port: 0, apiUrl: 'http://localhost:3000', scopes: [] } as const
    const issuer = await startIssuerWithConsole({
      ...defaults,
      stateDir: folder.path,
      log: () => {},
      ...changes,
    })
    running.push(issuer)
    return issuer
  }

  test('given a run that ended, when the next starts on its port, then its tokens verify and its user signs in', async () => {
    const first = await start()
    const request = await codeRequest(first)
    const tokens = await redeemCode(request, await passForms(new PlainBrowser(), request, credentials))
    const port = Number(new URL(first.url).port)
    await first.close()

    const second = await start({ port })
    expect(second.issuer).toBe(first.issuer)
    expect(second.key).not.toBe(first.key)
    const again = await codeRequest(second)
    const keys = createRemoteJWKSet(new URL(again.server.jwks_uri ?? ''))
    await jwtVerify(tokens.access_token, keys, { issuer: second.issuer })
    const back = await passForms(new PlainBrowser(), again, credentials, 'sign-in')
    const after = await redeemCode(again, back)
    expect((await jwtVerify(after.access_token, keys)).payload.sub).toBe(
      (await jwtVerify(tokens.access_token, keys)).payload.sub,
    )
  })

  test('given a port in use, when started, then the error names the port and --console-port', async () => {
    const other = createServer()
    await new Promise<void>((resolve) => other.listen(0, 'localhost', resolve))
    const { port } = other.address() as AddressInfo
    await expect(start({ port })).rejects.toMatchObject({
      code: 'ERR_PORT_TAKEN',
      message: expect.stringMatching(new RegExp(`${port}.*--console-port`)),
    })
    await new Promise((resolve) => other.close(resolve))
    const issuer = await start({ port })
    expect(issuer.url).toBe(`http://localhost:${port}`)
  })

  test.each(['users.json', 'keys.json'])(
    'given a damaged %s, when started, then the error names it and it is kept',
    async (name) => {
      const file = join(folder.path, name)
      await writeFile(file, '{"users": [{"email"')
      await expect(start()).rejects.toMatchObject({
        code: 'ERR_STATE_DAMAGED',
        message: expect.stringMatching(new RegExp(`${name}.*--fresh`)),
      })
      expect(await readFile(file, 'utf8')).toBe('{"users": [{"email"')
    },
  )

  test.each(['127.0.0.1', '::1'])('refuses a port that another program uses on %s alone', async (host) => {
    const other = createServer()
    await new Promise<void>((resolve) => other.listen(0, host, resolve))
    const { port } = other.address() as AddressInfo
    await expect(start({ port })).rejects.toMatchObject({ code: 'ERR_PORT_TAKEN' })
    await new Promise((resolve) => other.close(resolve))
  })

  test('listens on both addresses of localhost', async () => {
    const { port } = new URL((await start()).url)
    for (const host of ['127.0.0.1', '::1']) {
      const socket = connect(Number(port), host)
      await once(socket, 'connect')
      socket.destroy()
    }
  })

  test.each([
    ['the console', '/'],
    ['a style sheet', '/style.css'],
    ['the users', '/users'],
    ['a sign-in', '/sign-in/any'],
    ['discovery', '/us-east-1_Local/.well-known/openid-configuration'],
    ['authorization', '/oauth2/authorize'],
    ['the tokens', '/_claimcheck/token'],
    ['the requests', '/_console/requests'],
  ])('answers 421 for %s under any other name', async (_what, path) => {
    const { url } = await start()
    const { port } = new URL(url)
    for (const host of [`rebound.example:${port}`, `127.0.0.1:${port}`, 'localhost', `localhost.:${port}`])
      expect(await statusAs(host, url + path)).toBe(421)
  })

  test('offers no form_post, and answers none', async () => {
    const issuer = await start()
    const discovery = await fetch(`${issuer.issuer}/.well-known/openid-configuration`)
    expect(await discovery.json()).toMatchObject({ response_modes_supported: ['query', 'fragment'] })
    const request = await codeRequest(issuer, { response_mode: 'form_post', prompt: 'none' })
    const response = await fetch(request.url, { redirect: 'manual' })
    expect(response.headers.get('location')).toContain('error=unsupported_response_mode')
    expect(await response.text()).not.toContain('<form')
  })

  test('given an issuer with a path, when discovery is asked for at the root, then it is not there', async () => {
    const { url } = await start()
    expect((await fetch(`${url}/.well-known/openid-configuration`)).status).toBe(404)
  })

  test('given the console, when loaded, then its policy lets it talk to itself only', async () => {
    const { url, key } = await start()
    const response = await fetch(url, { headers: { cookie: keyCookie({ url, key }) } })
    expect(response.headers.get('content-security-policy')).toContain("connect-src 'self';")
    expect(await response.text()).toContain(`data-issuer="${url}/us-east-1_Local"`)
    for (const path of ['/console.js', '/every-page.js', '/sign-out.js', '/style.css', '/favicon.svg']) {
      expect((await fetch(url + path)).status).toBe(200)
    }
  })

  test('given a script of the console, when weighed, then with the style it stays under 60 kB compressed', async () => {
    const { url } = await start()
    const files = ['/console.js', '/sign-out.js', '/style.css'].map(async (path) =>
      (await fetch(url + path)).text(),
    )
    const { gzipSync } = await import('node:zlib')
    const bytes = (await Promise.all(files)).reduce((sum, text) => sum + gzipSync(text).length, 0)
    expect(bytes).toBeLessThan(60_000)
  })
})
