import { Writable } from 'node:stream'
import { finished } from 'node:stream/promises'
import type { Handler } from '../../../handlers/find-handler.ts'
import type { ResponseStream } from '../../../handlers/streaming-handler.ts'

/**
 * Calls a handler that writes its response to a stream. HTTP APIs and `Invoke` do not stream: they get all of it at the end, status and
 * headers of `HttpResponseStream.from` included.
 *
 * @returns what was written, as text.
 * @see https://github.com/aws/aws-lambda-nodejs-runtime-interface-client `BaseRuntime.js`, `ResponseStream.js`
 */
export async function callStreamingHandler(
  handler: Handler,
  event: unknown,
  context: object,
): Promise<string> {
  const stream = new CollectedStream()
  const end = finished(stream)
  // Awaited below, and a handler that fails may leave it broken.
  end.catch(() => {})
  const returned: unknown = Reflect.apply(handler, undefined, [event, stream, context])
  if (!(returned instanceof Promise)) throw 'Streaming does not support non-async handlers.'
  if ((await returned) !== undefined) process.stderr.write('Streaming handlers ignore return values.\n')
  await end
  return stream.text()
}

class CollectedStream extends Writable implements ResponseStream {
  declare _onBeforeFirstWrite?: NonNullable<ResponseStream['_onBeforeFirstWrite']>
  readonly #chunks: Buffer[] = []
  #isBegun = false

  setContentType(_type: string): void {
    if (this.#isBegun) throw new InvalidStreamingOperation('Cannot set content-type, too late.')
  }

  override write(chunk: unknown, ...others: unknown[]): boolean {
    if (!this.#isBegun) {
      this.#isBegun = true
      this._onBeforeFirstWrite?.((first) => super.write(first))
    }
    const isPlain = typeof chunk === 'string' || chunk instanceof Uint8Array
    return Reflect.apply(super.write, this, [isPlain ? chunk : JSON.stringify(chunk), ...others])
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
    this.#chunks.push(chunk)
    done()
  }

  text(): string {
    return Buffer.concat(this.#chunks).toString()
  }
}

class InvalidStreamingOperation extends Error {
  override readonly name = 'Runtime.InvalidStreamingOperation'
}
