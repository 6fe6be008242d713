import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { decompress } from './snappy.ts'

// LevelDB does not check the checksums of its table files (.ldb) when it reads rows. Source: LevelDB, doc/table_format.md.

const footerBytes = 48
/** Of the last 8 bytes of a whole file. */
const magic = 0xdb4775248b80fb57n
/** More is not read at a start: a second's work. */
const maxBytes = 64 * 1024 * 1024

interface Block {
  readonly offset: number
  readonly size: number
}

/** The names of the files in a LevelDB folder that have blocks which do not match their checksums. */
export async function findDamagedFiles(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch(() => [])
  const damaged: string[] = []
  let bytes = 0
  for (const name of names.filter((each) => /\.(ldb|sst)$/.test(each))) {
    const file = await readFile(join(folder, name)).catch(() => Buffer.alloc(0))
    bytes += file.length
    if (bytes > maxBytes) break
    if (isDamaged(file)) damaged.push(name)
  }
  return damaged
}

/** A file without an end was not finished, and LevelDB does not use it. */
function isDamaged(file: Buffer): boolean {
  if (file.length < footerBytes || file.readBigUInt64LE(file.length - 8) !== magic) return false
  try {
    const footer = createReader(file, file.length - footerBytes)
    // Of the block that names the filter, which finds keys, and of the one that names the rows.
    const handles = [footer.handle(), footer.handle()]
    const areWhole = (blocks: readonly Block[]) => blocks.every((block) => isWhole(file, block))
    return !areWhole(handles) || !areWhole(handles.flatMap((handle) => blocksOf(file, handle)))
  } catch {
    return true
  }
}

function isWhole(file: Buffer, { offset, size }: Block): boolean {
  const end = offset + size + 1
  return end + 4 <= file.length && masked(crc32c(file.subarray(offset, end))) === file.readUInt32LE(end)
}

/** The blocks that a block of handles names. */
function blocksOf(file: Buffer, { offset, size }: Block): Block[] {
  const stored = file.subarray(offset, offset + size)
  const index = file[offset + size] === 1 ? decompress(stored) : stored
  const restarts = index.readUInt32LE(index.length - 4)
  const end = index.length - 4 - 4 * restarts
  const reader = createReader(index, 0)
  const blocks: Block[] = []
  while (reader.at() < end) {
    reader.varint()
    const keyBytes = reader.varint()
    const valueBytes = reader.varint()
    const valueAt = reader.at() + keyBytes
    blocks.push(createReader(index, valueAt).handle())
    reader.move(valueAt + valueBytes)
  }
  return blocks
}

function createReader(bytes: Buffer, start: number) {
  let place = start
  const varint = () => {
    let value = 0
    for (let factor = 1; ; factor *= 128) {
      const byte = bytes.readUInt8(place)
      place += 1
      value += (byte & 127) * factor
      if (byte < 128) return value
    }
  }
  return {
    varint,
    at: () => place,
    move: (to: number) => {
      place = to
    },
    handle: (): Block => ({ offset: varint(), size: varint() }),
  }
}

/** As LevelDB stores them: a checksum of data that holds checksums would be weak. */
function masked(crc: number): number {
  return (((crc >>> 15) | (crc << 17)) + 0xa282ead8) >>> 0
}

const crcTable = Uint32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte
  for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >>> 1) ^ 0x82f63b78 : crc >>> 1
  return crc
})

/** CRC-32C (RFC 3720 appendix B.4). Node's zlib has the other one. */
function crc32c(bytes: Buffer): number {
  let crc = 0xffffffff
  for (const byte of bytes) crc = (crcTable[(crc ^ byte) & 255] as number) ^ (crc >>> 8)
  return ~crc >>> 0
}
