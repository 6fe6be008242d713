import { useEffect, useState } from 'preact/hooks'
import type { AccessDocument } from '../../api-types.ts'
import type { PageProps } from '../page-props.ts'
import { server } from '../server.ts'
import { AccessTable } from './access-table.tsx'
import { Findings } from './findings.tsx'
import { useVerification, type Verification } from './use-verification.ts'

/** Who may call what, as authorizers and guards say, and the proof by real calls. */
export function AccessPage(_: PageProps) {
  const [access, setAccess] = useState<AccessDocument>()
  const [problem, setProblem] = useState('')
  const verification = useVerification()
  useEffect(() => {
    server.access().then(setAccess, ({ message }: Error) => setProblem(message))
    return verification.cancel
  }, [])
  const said = problem || verification.problem
  return (
    <div class="app access">
      <header class="page-head">
        <h1>Who may call what</h1>
        <p class="lead">
          From the authorizers and scopes in serverless.yml and from <code>auth</code> of the handlers. In the
          terminal: <code>npx serverless access</code>
        </p>
      </header>
      <p class="notice" role="alert" hidden={!said}>
        {said}
      </p>
      {!access && !said && <p class="hint">Reading the handlers ...</p>}
      {access?.rows.length === 0 && <p class="hint">This service has no HTTP API routes.</p>}
      {access && access.rows.length > 0 && (
        <>
          {access.canVerify ? (
            <VerifyForm access={access} verification={verification} />
          ) : (
            <p class="hint">
              The table can be proven by real calls where the issuer is part of the run:{' '}
              <code>serverless local</code>
            </p>
          )}
          <AccessTable rows={access.rows} verified={verification.verified} />
          <Findings rows={access.rows} verified={verification.verified} />
        </>
      )}
    </div>
  )
}

interface VerifyFormProps {
  readonly access: AccessDocument
  readonly verification: Verification
}

function VerifyForm({ access: { rows }, verification }: VerifyFormProps) {
  const { verified, isRunning, start, cancel } = verification
  const [callsAll, setCallsAll] = useState(false)
  const keys = rows.map(({ routeKey }) => routeKey)
  return (
    <section class="card stack tight verify" aria-labelledby="verify-title">
      <h2 id="verify-title">Prove it</h2>
      <p class="actions">
        {isRunning ? (
          <button class="button small" type="button" onClick={cancel}>
            Cancel
          </button>
        ) : (
          <button class="button primary small" type="button" onClick={() => start(keys, callsAll)}>
            Verify with real calls
          </button>
        )}
        <label class="call-all">
          <input
            type="checkbox"
            checked={callsAll}
            disabled={isRunning}
            onChange={({ currentTarget }) => setCallsAll(currentTarget.checked)}
          />
          Also run functions that no schema stops. They may change data.
        </label>
      </p>
      <p class="hint" role="status">
        {progressOf(verified.size, rows.length, isRunning)}
      </p>
      <details class="more">
        <summary>How the calls are made</summary>
        <ul class="how">
          <li>
            The issuer makes a token for each cell: of a user who exists in that token only, with exactly what
            is required, then with one part of it missing.
          </li>
          <li>Path variables are names that nothing has. GET, HEAD and OPTIONS are sent as they are.</li>
          <li>
            Other requests carry a body that is not JSON, lack a required value, or have a wrong one: the
            schemas of the handler refuse them with 400, after its guards. Where no schema can refuse and one
            has <code>if-match</code>, it carries an entity tag that nothing has.
          </li>
          <li>
            Handlers that <code>createHandler</code> did not make get a body above 10 MB, where a JWT
            authorizer or none is in front: the gateway refuses it with 413, after its authorizer and before
            the function.
          </li>
          <li>Where nothing would stop the function, it is not called, and the cell is not proven.</li>
        </ul>
      </details>
    </section>
  )
}

function progressOf(done: number, all: number, isRunning: boolean): string {
  if (isRunning) return `${done} of ${all} routes called.`
  if (done === 0) return 'Nothing has been called yet.'
  return done === all ? `All ${all} routes called.` : `Stopped after ${done} of ${all} routes.`
}
