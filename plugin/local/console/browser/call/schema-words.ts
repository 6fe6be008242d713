type Rewording = readonly [pattern: RegExp, words: string]

/** What the validator says, and what an engineer would say: what was found, then what was expected. */
const rewordings: readonly Rewording[] = [
  [/^Instance type "(\w+)" is invalid\. Expected "(\w+)"\.$/, 'is of type $1; expected $2.'],
  [/^Instance type "(\w+)" is invalid\. Expected (.+)\.$/, 'is of type $1; expected one of $2.'],
  [/^Instance does not have required property "(.+)"\.$/, 'lacks the field "$1", which is required.'],
  [/^Instance does not match any of \[(.+)\]\.$/s, 'is none of $1.'],
  [/^Instance does not match (.+)\.$/s, 'is not $1.'],
  [/^String is too short \((\d+) < (\d+)\)\.$/, 'has $1 characters; expected at least $2.'],
  [/^String is too long \((\d+) > (\d+)\)\.$/, 'has $1 characters; expected at most $2.'],
  [/^String does not match pattern\.$/, 'does not have the form that the schema requires (pattern).'],
  [/^String does not match format "(.+)"\.$/, 'is not of the format $1.'],
  [/^Array has too few items \((\d+) < (\d+)\)\.$/, 'has $1 items; expected at least $2.'],
  [/^Array has too many items \((\d+) > (\d+)\)\.$/, 'has $1 items; expected at most $2.'],
  [/^Duplicate items at indexes (\d+) and (\d+)\.$/, 'has the same item twice, at $1 and $2.'],
]

/** A message of the validator in plain words; one that is not known stays as it is. */
export function rewordSchemaError(error: string): string {
  const found = rewordings.find(([pattern]) => pattern.test(error))
  return found ? error.replace(...found) : error
}
