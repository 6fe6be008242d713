/** An ARN has six parts; the last may hold colons itself. */
const parts = 6

/**
 * Whether a `Resource` of an IAM policy covers an ARN. `*` stands for any run of characters, slashes included, `?` for one; neither
 * leaves its part of the ARN, but for a pattern with fewer parts, whose last covers the rest: `arn:aws:execute-api:*`.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
 */
export function matchesArn(pattern: string, arn: string): boolean {
  const wanted = splitArn(pattern, parts)
  const found = splitArn(arn, wanted.length)
  return (
    wanted.length === found.length && wanted.every((part, index) => matchesText(part, found[index] ?? ''))
  )
}

/** At its first colons, into `count` parts at most. */
function splitArn(text: string, count: number): string[] {
  const split = text.split(':')
  if (split.length <= count) return split
  return [...split.slice(0, count - 1), split.slice(count - 1).join(':')]
}

/** Walks both texts once and goes back only to the last `*`, so that no pattern takes long. */
export function matchesText(pattern: string, text: string): boolean {
  let at = 0
  let star = -1
  let resumeAt = 0
  for (let index = 0; index < text.length; ) {
    if (pattern[at] === '*') {
      star = at
      at += 1
      resumeAt = index
    } else if (at < pattern.length && (pattern[at] === '?' || pattern[at] === text[index])) {
      at += 1
      index += 1
    } else if (star !== -1) {
      at = star + 1
      resumeAt += 1
      index = resumeAt
    } else return false
  }
  return /^\**$/.test(pattern.slice(at))
}
