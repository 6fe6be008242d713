import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { confidences } from './case-shape.ts'

const rowShape = z.strictObject({
  /** The number of a numbered row, else section and name: `1.19`, `4.1/rawPath`. */
  id: z.string(),
  fact: z.string(),
  source: z.string(),
  /** More than one where a row says several things. */
  confidence: z.array(z.enum(confidences)).nonempty(),
  /** Why no case can show it from outside. */
  unobserved: z.string().optional(),
})

/** One fact about HTTP APIs that somebody has published, and where. */
export type ReferenceRow = z.infer<typeof rowShape>

/** Everything that the cases are drawn from. */
export async function readReference(): Promise<ReferenceRow[]> {
  const text = await readFile(new URL('./reference.json', import.meta.url), 'utf8')
  return z.array(rowShape).parse(JSON.parse(text))
}
