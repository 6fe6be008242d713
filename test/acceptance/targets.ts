const noChallenge = 'MiniStack answers 401 and 403 without www-authenticate'
const noCors = 'MiniStack does not apply the CORS configuration of an API that CloudFormation has made'

/**
 * What a target does otherwise than AWS, by the name of the check that shows it, with the reason. Such a row is run
 * all the same and told as "differs"; it counts neither as passed nor as failed.
 */
export const targets = {
  aws: {},
  ministack: {
    'no token: the challenge is the bare scheme': noChallenge,
    'a refused token: the challenge says invalid_token': noChallenge,
    '403: the challenge says insufficient_scope': noChallenge,
    'preflight from the allowed origin: 204, methods, headers, age': noCors,
    'an answer to the allowed origin: readable, with the headers that matter': noCors,
    "the gateway's own 401: readable too": noCors,
    'instance: the request id of the header':
      'MiniStack gives the function another request id than the caller',
  },
} as const satisfies Record<string, Readonly<Record<string, string>>>

export type TargetName = keyof typeof targets

export function isTargetName(name: string): name is TargetName {
  return Object.hasOwn(targets, name)
}
