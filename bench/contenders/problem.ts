interface Issue {
  readonly path?: readonly unknown[] | undefined
  readonly message: string
}

export const problemType = 'application/problem+json'

/** The answer to a body that breaks the schema, with every issue: the same in each contender but our own, which makes its own. */
export function problemOf(issues: readonly Issue[]) {
  return {
    type: 'about:blank',
    title: 'Unprocessable Content',
    status: 422,
    errors: issues.map(({ path = [], message }) => ({ pointer: `#/${path.join('/')}`, detail: message })),
  }
}
