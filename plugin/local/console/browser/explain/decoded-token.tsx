import type { ExplanationDocument } from '../../../../explain/explanation-document.ts'
import type { ExplainedToken } from '../../api-types.ts'
import { ClaimValue } from '../parts/claim-rows.tsx'
import { sortMembers } from '../parts/sort-members.ts'

type Check = ExplanationDocument['checks'][number]

/** Header and payload, with what must change. */
export function DecodedToken({ explained }: { readonly explained: ExplainedToken }) {
  const { header, claims, checkOf, explanation } = explained
  const checks = new Map(explanation?.checks.map((check) => [check.check as string, check]))
  return (
    <section class="card token decoded" aria-labelledby="decoded-title">
      <h2 id="decoded-title">Decoded</h2>
      {!header && !claims && (
        <p class="hint">
          Nothing in it can be read as a JWT. It may be an opaque token, which only its issuer understands.
        </p>
      )}
      {header && <Part title="Header" members={header} checkOf={checkOf.header} checks={checks} />}
      {claims && <Part title="Payload" members={claims} checkOf={checkOf.claims} checks={checks} />}
      {header && !claims && <p class="hint">The payload cannot be read.</p>}
    </section>
  )
}

interface PartProps {
  readonly title: string
  readonly members: Readonly<Record<string, unknown>>
  readonly checkOf: Readonly<Record<string, string>>
  readonly checks: ReadonlyMap<string, Check>
}

function Part({ title, members, checkOf, checks }: PartProps) {
  const checkFor = (name: string) => checks.get(checkOf[name] ?? '')
  const missing = Object.keys(checkOf)
    .filter((name) => !Object.hasOwn(members, name) && isWrong(checkFor(name)))
    .map((name) => [name, undefined] as const)
  return (
    <>
      <h3>{title}</h3>
      <dl class="claims">
        {sortMembers([...Object.entries(members), ...missing]).map(([name, value]) => (
          <CheckedRow key={name} name={name} value={value} check={checkFor(name)} />
        ))}
      </dl>
    </>
  )
}

interface CheckedRowProps {
  readonly name: string
  /** Undefined for a member that is missing. */
  readonly value: unknown
  /** Undefined for one that no check is about. */
  readonly check: Check | undefined
}

function CheckedRow({ name, value, check }: CheckedRowProps) {
  const wrong = isWrong(check) ? check : undefined
  return (
    <div class={wrong ? 'claim must-change' : 'claim'} data-claim={name}>
      <dt>
        {name}
        {wrong && <span class="badge bad">must change</span>}
        {check?.verdict === 'passed' && (
          <span class="passed-tick" role="img" aria-label="passed">
            ✓
          </span>
        )}
      </dt>
      <dd>
        {value === undefined ? <span class="hint">missing</span> : <ClaimValue name={name} value={value} />}
      </dd>
      {wrong && (
        <dd class="expected">
          <span class="hint">expected</span> {wrong.wanted}
        </dd>
      )}
    </div>
  )
}

function isWrong(check: Check | undefined): boolean {
  return check?.verdict === 'failed' || check?.verdict === 'not reached, would fail'
}
