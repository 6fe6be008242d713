import { describe, expect, test } from '@jest/globals'
import { runOnce } from '../../support/function-answer.ts'

const streams = (body: string, parameters = 'event, stream') => ({
  'src/a.mjs': `export const handler = awslambda.streamifyResponse(async (${parameters}) => { ${body} })`,
})
const prelude = (body: string) =>
  streams(`const out = awslambda.HttpResponseStream.from(stream, { statusCode: 201 }); ${body}`)

describe('a handler that streams its response', () => {
  test.each<[string, ReturnType<typeof streams>, unknown]>([
    ['text', streams("stream.write('a'); stream.write(Buffer.from('b')); stream.end()"), 'ab'],
    [
      'JSON',
      streams('stream.write(\'{"statusCode":\'); stream.write("204}"); stream.end()'),
      { statusCode: 204 },
    ],
    ['a value that is no text', streams('stream.write({ a: 1 }); stream.end()'), { a: 1 }],
    ['nothing', streams('stream.end()'), null],
    [
      'status and headers first',
      prelude("out.write('x'); out.end()"),
      `{"statusCode":201}${'\0'.repeat(8)}x`,
    ],
    [
      'by a pipeline, with the context',
      streams(
        "await (await import('node:stream/promises')).pipeline([context.functionName], stream)",
        'event, stream, context',
      ),
      'test-dev-a',
    ],
  ])('gives the whole of %s', async (_what, files, value) => {
    expect((await runOnce(files)).answer).toEqual(value)
  })

  test.each<[string, ReturnType<typeof streams>, RegExp]>([
    ['throws', streams("stream.write('a'); throw new TypeError('no')"), /"TypeError: no"/],
    ['never ends its stream', streams("stream.write('a')"), /timed-out/],
    [
      'is not async',
      { 'src/a.mjs': 'export const handler = awslambda.streamifyResponse((event, stream) => stream.end())' },
      /Streaming does not support non-async handlers\."/,
    ],
    [
      'sets the type of what it has written',
      streams("stream.write('a'); stream.setContentType('text/plain')"),
      /Cannot set content-type, too late\."/,
    ],
  ])('fails when it %s', async (_what, files, reason) => {
    const { answer } = await runOnce(files, { parts: () => ({ timeoutSeconds: 1 }) })
    expect(JSON.stringify(answer)).toMatch(reason)
  })
})
