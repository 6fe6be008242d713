import type { StandardSchemaV1 } from '@standard-schema/spec'

/** A Standard Schema written by hand, standing for every library but zod; its messages quote what they were given. */
export function foreignSchema<Output>(
  check: (value: unknown) => Output | Promise<Output>,
): StandardSchemaV1<unknown, Output> {
  const failure = (value: unknown) => ({
    issues: [{ message: `Received ${JSON.stringify(value)}`, path: ['a'] }],
  })
  return {
    '~standard': {
      version: 1,
      vendor: 'foreign',
      validate: (value) => {
        try {
          const output = check(value)
          if (!(output instanceof Promise)) return { value: output }
          return output.then(
            (checked) => ({ value: checked }),
            () => failure(value),
          )
        } catch {
          return failure(value)
        }
      },
    },
  }
}
