import type { Members } from './decode-token.ts'
import { sortMembers } from './sort-members.ts'

interface ClaimRowsProps {
  readonly id: string
  readonly members: Members
  readonly others: Members
}

const timeClaims = new Set(['exp', 'iat', 'nbf', 'auth_time', 'updated_at'])

const badges = { only: 'only here', differs: 'differs' } as const

export function ClaimRows({ id, members, others }: ClaimRowsProps) {
  return (
    <dl class="claims" id={id}>
      {sortMembers(members).map(([name, value]) => (
        <ClaimRow key={name} name={name} value={value} mark={markOf(name, value, others)} />
      ))}
    </dl>
  )
}

interface ClaimRowProps {
  readonly name: string
  readonly value: unknown
  readonly mark: keyof typeof badges | undefined
}

function ClaimRow({ name, value, mark }: ClaimRowProps) {
  return (
    <div class="claim" data-claim={name}>
      <dt>
        {name}
        {mark && <span class={`badge ${mark}`}>{badges[mark]}</span>}
      </dt>
      <dd>
        <ClaimValue name={name} value={value} />
      </dd>
    </div>
  )
}

/** A claim as JSON; a time with its date. */
export function ClaimValue({ name, value }: Pick<ClaimRowProps, 'name' | 'value'>) {
  const isTime = timeClaims.has(name) && typeof value === 'number'
  return (
    <>
      <code>{format(value)}</code>
      {isTime && <span class="time">{new Date(value * 1000).toLocaleString()}</span>}
    </>
  )
}

function markOf(name: string, value: unknown, others: Members): ClaimRowProps['mark'] {
  if (!others.has(name)) return 'only'
  return JSON.stringify(value) === JSON.stringify(others.get(name)) ? undefined : 'differs'
}

function format(value: unknown): string {
  const line = JSON.stringify(value)
  return line.length > 40 && typeof value === 'object' ? JSON.stringify(value, undefined, 2) : line
}
