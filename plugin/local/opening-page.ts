import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/**
 * Writes a page that leads to a link, for its owner only. What a browser is started with, every user of the machine can read in the list
 * of processes: a file's path may stand there, the key of the run may not.
 *
 * @returns its path; it is written each time, since the key of each run is another.
 */
export async function writeOpeningPage(stateDir: string, link: string): Promise<string> {
  const file = join(stateDir, 'console.html')
  // The mode counts only for a file that is made.
  await rm(file, { force: true })
  const target = link.replaceAll('&', '&amp;')
  const page = `<!doctype html>\n<meta charset="utf-8">\n<title>claimcheck</title>\n<meta http-equiv="refresh" content="0; url=${target}">\n<a href="${target}">Open the console</a>\n`
  await writeFile(file, page, { mode: 0o600 })
  return file
}
