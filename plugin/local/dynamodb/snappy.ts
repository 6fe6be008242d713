/**
 * Decompresses a block as LevelDB stores it. Source: google/snappy, format_description.txt.
 *
 * @throws {RangeError} for what is no such block.
 */
export function decompress(block: Buffer): Buffer {
  let place = 0
  const read = (bytes: number) => {
    place += bytes
    return block.readUIntLE(place - bytes, bytes)
  }
  const out = Buffer.alloc(readLength(() => read(1)))
  let written = 0
  while (place < block.length) {
    const tag = read(1)
    if ((tag & 3) === 0) {
      const short = tag >>> 2
      const length = 1 + (short < 60 ? short : read(short - 59))
      written += block.copy(out, written, place, place + length)
      place += length
    } else {
      const { length, offset } = readCopy(tag, read)
      // Byte by byte: a copy may reach into what it writes.
      for (const end = written + length; written < end; written += 1)
        out.writeUInt8(out.readUInt8(written - offset), written)
    }
  }
  return out
}

function readLength(next: () => number): number {
  let length = 0
  for (let shift = 0; ; shift += 7) {
    const byte = next()
    length += (byte & 127) * 2 ** shift
    if (byte < 128) return length
  }
}

function readCopy(tag: number, read: (bytes: number) => number): { length: number; offset: number } {
  const kind = tag & 3
  if (kind === 1) return { length: ((tag >>> 2) & 7) + 4, offset: ((tag >>> 5) << 8) | read(1) }
  return { length: (tag >>> 2) + 1, offset: read(kind === 2 ? 2 : 4) }
}
