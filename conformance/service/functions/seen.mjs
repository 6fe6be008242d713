/** Answers with the event that the Lambda authorizer got, and with what it can be compared with. */
export async function handler(event) {
  const { authorizer, requestId, timeEpoch, requestTimeEpoch } = event.requestContext
  const { seen, call } = authorizer?.lambda ?? authorizer ?? {}
  const asked = JSON.parse(seen ?? '{}')
  const traces = [asked, event].map(({ headers = {} }) => headers['x-amzn-trace-id'])
  return {
    statusCode: 200,
    headers: { 'content-type': 'application/json', 'x-reached': 'seen' },
    body: JSON.stringify({
      ...asked,
      call,
      isSameRequest: asked.requestContext?.requestId === requestId,
      isSameTime: asked.requestContext?.timeEpoch === (timeEpoch ?? requestTimeEpoch),
      isSameTrace: traces[0] === traces[1],
    }),
  }
}
