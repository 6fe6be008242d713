import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { matrix } from './matrix.ts'
import { page, withServicesTable } from './services-table.ts'

const file = join(import.meta.dirname, '..', '..', page)
await writeFile(file, withServicesTable(await readFile(file, 'utf8'), matrix))
