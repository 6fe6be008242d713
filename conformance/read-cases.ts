import { readdir, readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { type Case, topicShape } from './case-shape.ts'

const casesDir = fileURLToPath(new URL('./cases/', import.meta.url))

/**
 * Reads the cases of every topic, in the order of the file names.
 *
 * @throws {Error} for a file that is not as `case-shape.ts` says, naming file and place, and for an id that comes twice.
 */
export async function readCases(): Promise<Case[]> {
  const names = (await readdir(casesDir)).filter((name) => name.endsWith('.json')).toSorted()
  const topics = await Promise.all(names.map(readTopic))
  const cases = topics.flat()
  assertUniqueIds(cases)
  return cases
}

async function readTopic(name: string): Promise<Case[]> {
  const parsed = topicShape.safeParse(JSON.parse(await readFile(`${casesDir}${name}`, 'utf8')))
  if (!parsed.success) throw new Error(`conformance/cases/${name}: ${z.prettifyError(parsed.error)}`)
  const { topic, api, cases } = parsed.data
  return cases.map((each) => ({ ...each, topic, api: each.api ?? api }))
}

function assertUniqueIds(cases: readonly Case[]): void {
  const seen = new Set<string>()
  for (const { id } of cases) {
    if (seen.has(id)) throw new Error(`conformance/cases: two cases have the id "${id}"`)
    seen.add(id)
  }
}
