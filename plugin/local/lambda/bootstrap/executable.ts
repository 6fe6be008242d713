import { open } from 'node:fs/promises'

/** What a file is built for. */
export interface Target {
  /** `linux` or `darwin`, as `process.platform` has them. */
  readonly platform: string
  /** `x64` or `arm64`, as `process.arch` has them; another processor as its number. */
  readonly arch: string
}

const names: Readonly<Record<string, string>> = {
  linux: 'Linux',
  darwin: 'macOS',
  win32: 'Windows',
  x64: 'x86-64',
}

/** `Linux arm64` */
export function nameTarget({ platform, arch }: Target): string {
  return `${names[platform] ?? platform} ${names[arch] ?? arch}`
}

/**
 * What an executable is built for, by its first bytes: ELF or Mach-O.
 *
 * @returns undefined for anything else, such as a script.
 * @see https://refspecs.linuxfoundation.org/elf/gabi4+/ch4.eheader.html
 */
export async function readTarget(file: string): Promise<Target | undefined> {
  const head = await readHead(file)
  if (head.length < 20) return undefined
  if (head.readUInt32BE(0) === 0x7f454c46) {
    const machine = head[5] === 2 ? head.readUInt16BE(18) : head.readUInt16LE(18)
    return { platform: 'linux', arch: elfMachines[machine] ?? `processor ${machine}` }
  }
  if (head.readUInt32LE(0) === 0xfeedfacf) {
    const cpu = head.readUInt32LE(4)
    return { platform: 'darwin', arch: machCpus[cpu] ?? `processor ${cpu}` }
  }
  return undefined
}

const elfMachines: Readonly<Record<number, string>> = { 62: 'x64', 183: 'arm64' }
const machCpus: Readonly<Record<number, string>> = { 16777223: 'x64', 16777228: 'arm64' }

async function readHead(file: string): Promise<Buffer> {
  const handle = await open(file)
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(20), 0, 20, 0)
    return buffer.subarray(0, bytesRead)
  } finally {
    await handle.close()
  }
}
