import { startTables } from '../../plugin/local/dynamodb/start-tables.ts'
import { noteTable, putNote } from './local-table.ts'

// Runs in a process of its own, to be killed: writes notes until then, and says each one that was answered.
const [folder = ''] = process.argv.slice(2)
const { endpoint } = await startTables({ tables: [noteTable], folder, log: () => {} })
for (let number = 0; ; number += 1) {
  await putNote(endpoint, `note ${number}`)
  process.stdout.write(`note ${number}\n`)
}
