/** Whether an identity source is the `authorization` header, in any case. */
export function isHeaderOfAuthorization(identitySource: string): boolean {
  return identitySource.toLowerCase() === '$request.header.authorization'
}
