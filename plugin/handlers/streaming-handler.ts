import type { Handler } from './find-handler.ts'

/** How the runtimes mark a handler that writes to a stream. */
const streaming = Symbol.for('aws.lambda.runtime.handler.streaming')

/** The stream that such a handler writes its response to. */
export interface ResponseStream extends NodeJS.WritableStream {
  setContentType(type: string): void
  _onBeforeFirstWrite?: (write: (chunk: string | Uint8Array) => void) => void
}

/**
 * The global `awslambda` of Lambda's Node.js runtimes, unless the function turns it off.
 *
 * @see https://github.com/aws/aws-lambda-nodejs-runtime-interface-client `UserFunction.js`, `HttpResponseStream.js`
 */
export function installAwslambda(environment: NodeJS.ProcessEnv): void {
  if (['1', 'true'].includes(environment.AWS_LAMBDA_NODEJS_NO_GLOBAL_AWSLAMBDA ?? '')) return
  Reflect.set(globalThis, 'awslambda', { streamifyResponse, HttpResponseStream: { from: withPrelude } })
}

function streamifyResponse(handler: Handler): Handler {
  Reflect.set(handler, streaming, 'response')
  return handler
}

export function isStreaming(handler: Handler): boolean {
  return Reflect.get(handler, streaming) === 'response'
}

/** Writes status and headers, as JSON and eight zero bytes, before the body: function URLs and REST APIs read them. */
function withPrelude(stream: ResponseStream, prelude: unknown): ResponseStream {
  stream.setContentType('application/vnd.awslambda.http-integration-response')
  stream._onBeforeFirstWrite = (write) => {
    write(JSON.stringify(prelude))
    write(new Uint8Array(8))
  }
  return stream
}
