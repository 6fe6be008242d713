import { readFile } from 'node:fs/promises'
import { handler } from './greet.js'

// One file for three runners: Jest and Vitest give `test` as a global, Node.js by import.
const test = globalThis.test ?? (await import('node:test')).test

test('greets the caller', async () => {
  const event = JSON.parse(await readFile(new URL('./event.json', import.meta.url), 'utf8'))
  const { statusCode, body } = await handler(event, { getRemainingTimeInMillis: () => 3000 })
  if (statusCode !== 200 || JSON.parse(body).greets !== 'ada-1') throw new Error(`${statusCode} ${body}`)
})
