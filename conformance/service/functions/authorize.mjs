/**
 * A Lambda authorizer that does what the header `x-answer` names, so that a case can choose. It passes its event on as text, and the header
 * `x-call`, which tells for which of two requests it was called.
 */
export async function handler(event) {
  const headers = Object.fromEntries(
    Object.entries(event.headers ?? {}).map(([name, value]) => [name.toLowerCase(), value]),
  )
  const answer = answers[headers['x-answer'] ?? 'allow']
  return typeof answer === 'function' ? answer(event) : answer
}

function contextOf(event) {
  return {
    seen: JSON.stringify(event),
    call: event.headers['x-call'] ?? event.headers['X-Call'] ?? 'unmarked',
  }
}

/** Statements on this call's own ARN, or what stands in its place. */
function policy(event, ...statements) {
  const arn = event.routeArn ?? event.methodArn
  return {
    principalId: 'mira',
    policyDocument: {
      Version: '2012-10-17',
      Statement: statements.map((fill) => fill({ arn, stage: arn.split('/', 2).join('/') })),
    },
    context: contextOf(event),
  }
}

const invoke = 'execute-api:Invoke'
const allow = (resource, action = invoke) => ({ Effect: 'Allow', Action: action, Resource: resource })
const deny = (resource) => ({ Effect: 'Deny', Action: invoke, Resource: resource })

const answers = {
  allow: (event) => ({ isAuthorized: true, context: contextOf(event) }),
  'no-context': { isAuthorized: true },
  'empty-context': { isAuthorized: true, context: {} },
  types: { isAuthorized: true, context: { n: 1, b: true, s: 'x', l: [1], o: { k: 'v' } } },
  deny: { isAuthorized: false, context: { why: 'no' } },
  'text-true': { isAuthorized: 'true' },
  'text-false': { isAuthorized: 'false' },
  null: null,
  text: 'ok',
  list: [],
  empty: {},
  response: { statusCode: 401 },
  throws() {
    throw new Error('Unauthorized')
  },
  late: () => new Promise((resolve) => setTimeout(() => resolve({ isAuthorized: true }), 11_000)),
  'policy-own': (event) => policy(event, ({ arn }) => allow(arn)),
  'policy-below': (event) => policy(event, ({ stage }) => allow(`${stage}/GET/policy/notes/*`)),
  'policy-deny-last': (event) =>
    policy(
      event,
      () => allow('*'),
      ({ arn }) => deny(arn),
    ),
  'policy-deny-first': (event) =>
    policy(
      event,
      ({ arn }) => deny(arn),
      () => allow('*'),
    ),
  'policy-other': (event) => policy(event, ({ stage }) => allow(`${stage}/GET/other`)),
  'policy-lists': (event) =>
    policy(event, ({ arn, stage }) => allow([`${stage}/GET/other`, arn], ['execute-api:Other', invoke])),
  'policy-service': (event) => policy(event, () => allow('arn:aws:execute-api:*')),
  'policy-lower-case': (event) => policy(event, ({ stage }) => allow(`${stage}/get/policy/notes/*`)),
  'policy-not-resource': (event) =>
    policy(event, ({ stage }) => ({ Effect: 'Allow', Action: invoke, NotResource: `${stage}/GET/other` })),
  'policy-condition': (event) =>
    policy(event, ({ arn }) => ({
      ...allow(arn),
      Condition: { IpAddress: { 'aws:SourceIp': '192.0.2.0/24' } },
    })),
  'policy-effect-case': (event) => policy(event, ({ arn }) => ({ ...allow(arn), Effect: 'allow' })),
  'policy-single': (event) => {
    const { policyDocument, ...rest } = policy(event, ({ arn }) => allow(arn))
    return { ...rest, policyDocument: { ...policyDocument, Statement: policyDocument.Statement[0] } }
  },
  'policy-usage-key': (event) => ({
    ...policy(event, ({ arn }) => allow(arn)),
    usageIdentifierKey: 'ignored',
  }),
  'policy-no-principal': (event) => ({ ...policy(event, () => allow('*')), principalId: undefined }),
  'policy-no-document': { principalId: 'mira' },
}
