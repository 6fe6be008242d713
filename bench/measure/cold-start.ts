import { spawn } from 'node:child_process'
import type { FunctionAnswer } from './compare-answers.ts'
import { BenchError } from './run-context.ts'

export interface ColdFunction {
  readonly name: string
  /** The bundle, a CommonJS file that exports `handler`. */
  readonly file: string
  readonly eventFile: string
  readonly env: Readonly<Record<string, string>>
}

export interface ColdStart {
  /** From the process being spawned to its first answer. */
  readonly ms: number
  readonly answer: FunctionAnswer
}

const runner = new URL('./cold-runner.cjs', import.meta.url).pathname

/** Starts a new Node process with one function and calls it once. @throws {BenchError} without a response. */
export function coldStart({ name, file, eventFile, env }: ColdFunction): Promise<ColdStart> {
  return new Promise((resolve, reject) => {
    const begin = performance.now()
    const child = spawn(process.execPath, [runner, file, eventFile], {
      env,
      stdio: ['ignore', 'ignore', 'inherit', 'pipe'],
    })
    const chunks: Buffer[] = []
    let ms = Number.NaN
    child.stdio[3]?.on('data', (chunk: Buffer) => {
      if (chunks.length === 0) ms = performance.now() - begin
      chunks.push(chunk)
    })
    child.once('error', reject)
    child.once('close', () => {
      if (chunks.length > 0) resolve({ ms, answer: JSON.parse(Buffer.concat(chunks).toString()) })
      else reject(new BenchError(`${name} ended without a response; its output is above.`))
    })
  })
}
