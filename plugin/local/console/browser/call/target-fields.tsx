import { type Draft, sampleVariable, splitAddress, variablesOf } from './draft.ts'
import { PairFields } from './pair-fields.tsx'

interface TargetFieldsProps {
  readonly draft: Draft
  readonly change: (draft: Draft) => void
  readonly isBusy: boolean
}

const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS']

/** Method, path and Send in one line. A pasted address is taken apart. */
export function TargetLine({ draft, change, isBusy }: TargetFieldsProps) {
  return (
    <div class="target">
      <select
        aria-label="Method"
        value={draft.method}
        onChange={({ currentTarget }) => change({ ...draft, method: currentTarget.value })}
      >
        {methods.map((method) => (
          <option key={method}>{method}</option>
        ))}
      </select>
      <input
        aria-label="Path"
        value={draft.path}
        spellcheck={false}
        autocomplete="off"
        onInput={({ currentTarget: { value } }) => change({ ...draft, path: value, ...splitAddress(value) })}
      />
      <button class="button primary" type="submit" disabled={isBusy} title="Ctrl+Enter">
        Send
      </button>
    </div>
  )
}

/** A field for each variable of the path. */
export function VariableFields({ draft, change }: Omit<TargetFieldsProps, 'isBusy'>) {
  const { path, variables } = draft
  return (
    <>
      {variablesOf(path).map((name) => (
        <label key={name} class="variable">
          <code>{`{${name}}`}</code>
          <input
            aria-label={`Path variable ${name}`}
            value={variables[name] ?? sampleVariable}
            spellcheck={false}
            autocomplete="off"
            onInput={({ currentTarget }) =>
              change({ ...draft, variables: { ...variables, [name]: currentTarget.value } })
            }
          />
        </label>
      ))}
    </>
  )
}

/** Query and headers, folded until one is needed. */
export function QueryAndHeaders({ draft, change }: Omit<TargetFieldsProps, 'isBusy'>) {
  const { query, headers } = draft
  return (
    <>
      <details class="more" open={query.length > 0}>
        <summary>Query{query.length > 0 && ` (${query.length})`}</summary>
        <PairFields what="Query" pairs={query} change={(pairs) => change({ ...draft, query: pairs })} />
      </details>
      <details class="more" open={headers.length > 0}>
        <summary>Headers{headers.length > 0 && ` (${headers.length})`}</summary>
        <PairFields what="Header" pairs={headers} change={(pairs) => change({ ...draft, headers: pairs })} />
      </details>
    </>
  )
}
