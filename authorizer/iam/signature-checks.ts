/** The checks of a signed request, in this order. AWS does not publish its own. */
export const signatureChecks = [
  'signed request',
  'access key',
  'credential scope',
  'signing time',
  'payload hash',
  'signature value',
] as const

export type SignatureCheck = (typeof signatureChecks)[number]

/** What went wrong; each is a section of docs/guide/refusals.md. */
export type SignatureMistake =
  | 'not-signed'
  | 'presigned-url'
  | 'headers-not-signed'
  | 'other-access-key'
  | 'other-credential-scope'
  | 'signed-at-another-time'
  | 'other-payload'
  | 'other-signature'
