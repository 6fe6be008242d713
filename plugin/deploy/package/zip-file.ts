import { zipSync } from 'fflate'

// A zip keeps local time and counts from 1980: the same fields in every time zone, so the same bytes everywhere.
const mtime = new Date(1980, 0, 1)

/** Unix, plain file, readable by all: Lambda runs the code as another user than the one that the archive names. */
const attributes = { os: 3, attrs: 0o100644 << 16 }

/**
 * A zip of one file. The same name and content give the same bytes, whenever and wherever they are made, so an unchanged
 * function is not deployed again.
 */
export function zipFile(name: string, content: Uint8Array): Uint8Array {
  return zipSync({ [name]: [content, { ...attributes, mtime, level: 9 }] })
}
