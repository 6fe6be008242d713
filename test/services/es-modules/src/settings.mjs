import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'

const require = createRequire(import.meta.url)
const { version } = require('./settings.json')
const title = (await readFile(new URL('title.txt', import.meta.url), 'utf8')).trim()

export const handler = async () => ({ statusCode: 200, body: `${title} ${version}` })
