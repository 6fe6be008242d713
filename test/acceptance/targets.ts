const noChallenge = 'MiniStack answers 401 and 403 without www-authenticate'
const noCors = 'MiniStack does not apply the CORS configuration of an API that CloudFormation has made'

/**
 * Where a target differs from AWS, by the name of the check that shows it, with the reason. Such a row still
 * runs and is reported as "differs"; it counts neither as passed nor as failed.
 */
export const targets = {
  aws: {},
  ministack: {
    'no token: the challenge is the bare scheme': noChallenge,
    'a rejected token: the challenge says invalid_token': noChallenge,
    '403: the challenge says insufficient_scope': noChallenge,
    'preflight from the allowed origin: 204, methods, headers, age': noCors,
    'a response to the allowed origin: readable, with the headers that matter': noCors,
    "the gateway's own 401: also readable": noCors,
    'instance: the request id from the header':
      'MiniStack gives the function a different request id than the caller',
  },
} as const satisfies Record<string, Readonly<Record<string, string>>>

export type TargetName = keyof typeof targets

export function isTargetName(name: string): name is TargetName {
  return Object.hasOwn(targets, name)
}
