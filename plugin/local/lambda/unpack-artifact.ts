import { createWriteStream, existsSync } from 'node:fs'
import { mkdir, rename, rm, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { type Entry, openPromise } from 'yauzl'

/**
 * Unpacks a function's zip into a folder of its own, with the files' modes; the same state of the zip is unpacked once.
 *
 * @returns the folder, or a sentence that says why there is none.
 */
export async function unpackArtifact(
  artifact: string,
  artifactsDir: string,
): Promise<string | { readonly problem: string }> {
  try {
    const { mtimeMs, size } = await stat(artifact)
    const folder = join(artifactsDir, `${basename(artifact, '.zip')}-${size}-${Math.round(mtimeMs)}`)
    if (!existsSync(folder)) await unpackWhole(artifact, folder)
    return folder
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    const reason = code === 'ENOENT' ? 'it does not exist' : message
    return { problem: `The artifact ${artifact} cannot be unpacked: ${reason}. Build it before the start.` }
  }
}

/** Made whole or not at all. */
async function unpackWhole(artifact: string, folder: string): Promise<void> {
  const draft = join(dirname(folder), `.${basename(folder)}-${process.pid}`)
  try {
    await unpack(artifact, draft)
    // Another function of the same artifact may have been quicker.
    await rename(draft, folder).catch(() => {})
  } finally {
    await rm(draft, { recursive: true, force: true })
  }
}

async function unpack(artifact: string, folder: string): Promise<void> {
  const zip = await openPromise(artifact)
  await mkdir(folder, { recursive: true })
  // yauzl refuses names that lead out of the folder.
  for await (const entry of zip.eachEntry()) {
    const path = join(folder, entry.fileName)
    if (entry.fileName.endsWith('/')) {
      await mkdir(path, { recursive: true })
      continue
    }
    await mkdir(dirname(path), { recursive: true })
    const content = await zip.openReadStreamPromise(entry)
    await pipeline(content, createWriteStream(path, { mode: modeOf(entry) }))
  }
}

/** Of a zip that was made on Unix; elsewhere nothing is executable, as on Lambda. */
function modeOf({ versionMadeBy, externalFileAttributes }: Entry): number {
  const isUnix = versionMadeBy >>> 8 === 3
  return isUnix ? (externalFileAttributes >>> 16) & 0o777 : 0o644
}
