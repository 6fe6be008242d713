import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { prepareBootstrap } from '../../../../../../plugin/local/lambda/bootstrap/prepare-bootstrap.ts'
import { type TemporaryFolder, temporaryFolder } from '../../../../../support/temporary-folder.ts'
import { aFunction } from '../../../../../support/test-functions.ts'

let service: TemporaryFolder

beforeEach(async () => {
  service = await temporaryFolder()
})

afterEach(() => service.remove())

const linux = { platform: 'linux', arch: 'x64' }
const mac = { platform: 'darwin', arch: 'arm64' }

function elf(machine: number): Buffer {
  const head = Buffer.alloc(64)
  head.writeUInt32BE(0x7f454c46, 0)
  head[4] = 2
  head[5] = 1
  head.writeUInt16LE(machine, 18)
  return head
}

function machO(cpu: number): Buffer {
  const head = Buffer.alloc(64)
  head.writeUInt32LE(0xfeedfacf, 0)
  head.writeUInt32LE(cpu, 4)
  return head
}

async function prepare(content: Buffer | string, machine: { platform: string; arch: string }) {
  await writeFile(join(service.path, 'bootstrap'), content, { mode: 0o755 })
  const program = aFunction('go', 'bootstrap', { runtime: 'provided.al2023' })
  return prepareBootstrap(program, { dir: service.path, artifactsDir: service.path, machine })
}

describe('an executable', () => {
  test.each([
    ['of Linux x86-64', elf(62), linux],
    ['of Linux arm64', elf(183), { platform: 'linux', arch: 'arm64' }],
    ['of macOS arm64', machO(0x0100000c), mac],
    ['that is a script', '#!/bin/sh\necho hello, world\n', mac],
    ['that is a short script', '#!/bin/sh\n', linux],
  ])('%s runs on such a machine', async (_name, content, machine) => {
    expect(await prepare(content, machine)).toEqual({
      command: join(service.path, 'bootstrap'),
      args: [],
      dir: service.path,
    })
  })

  test.each([
    [elf(183), linux, 'built for Linux arm64, and this machine is Linux x86-64'],
    [elf(62), mac, 'built for Linux x86-64, and this machine is macOS arm64'],
    [elf(243), linux, 'built for Linux processor 243, and this machine is Linux x86-64'],
    [machO(0x01000007), mac, 'built for macOS x86-64, and this machine is macOS arm64'],
  ])('of another machine is refused, and both are named', async (content, machine, words) => {
    expect(await prepare(content, machine)).toEqual({ problem: expect.stringContaining(words) })
  })
})
