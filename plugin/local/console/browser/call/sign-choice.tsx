import type { RouteDocument } from '../../api-types.ts'

/** Whether a call of this route can be signed here, with the run's key. */
export function takesSignature(route: RouteDocument | undefined): boolean {
  return route?.authorizer?.kind === 'iam'
}

interface SignChoiceProps {
  readonly isSigned: boolean
  readonly choose: (isSigned: boolean) => void
}

/** In place of a token: the signature that a route with `aws_iam` requires. */
export function SignChoice({ isSigned, choose }: SignChoiceProps) {
  return (
    <label class="tick">
      <input
        type="checkbox"
        checked={isSigned}
        onChange={({ currentTarget }) => choose(currentTarget.checked)}
      />
      Sign with the run’s AWS key
    </label>
  )
}
