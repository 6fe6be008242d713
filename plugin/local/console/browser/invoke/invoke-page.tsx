import { useEffect, useState } from 'preact/hooks'
import type { FunctionDocument, FunctionsDocument } from '../../function-api-types.ts'
import { server } from '../server.ts'
import { FunctionChoice } from './function-choice.tsx'
import { InvocationView } from './invocation-view.tsx'
import { SampleChoice } from './sample-choice.tsx'
import { useInvocation } from './use-invocation.ts'

/** Any function of the run with any event: for those without a route, nothing else calls them here. */
export function InvokePage() {
  const [all, setAll] = useState<FunctionsDocument>()
  const [problem, setProblem] = useState('')
  useEffect(() => void server.functions().then(setAll, ({ message }: Error) => setProblem(message)), [])
  return (
    <div class="app invoke">
      <header class="page-head">
        <h1>Invoke a function</h1>
        <p class="lead">
          With an event of your own, as Lambda’s Invoke does. The answer, the error and the end of the log are
          those that AWS gives.
        </p>
      </header>
      <p class="notice" role="alert" hidden={!problem}>
        {problem}
      </p>
      {all?.functions.length === 0 && <p class="hint">This run has no functions.</p>}
      {all && all.functions.length > 0 && <Invoke all={all} />}
    </div>
  )
}

/** By function key, in the memory of the page: a look at another page loses nothing. */
const lastEvents = new Map<string, string>()
let lastKey = ''

function Invoke({ all }: { readonly all: FunctionsDocument }) {
  const [key, setKey] = useState(lastKey)
  const functionOf = (wanted: string) =>
    all.functions.find((each) => each.key === wanted) ?? (all.functions[0] as FunctionDocument)
  const chosen = functionOf(key)
  const [text, setText] = useState(() => eventOf(chosen))
  const { shown, pending, problem, invoke } = useInvocation()
  const choose = (next: string) => {
    lastKey = next
    setKey(next)
    setText(eventOf(functionOf(next)))
  }
  const change = (next: string) => {
    lastEvents.set(chosen.key, next)
    setText(next)
  }
  const submit = (event: Event) => {
    event.preventDefault()
    void invoke(chosen.key, text)
  }
  return (
    <div class="pair call">
      <form class="card stack" onSubmit={submit} noValidate>
        <FunctionChoice functions={all.functions} chosen={chosen.key} choose={choose} />
        <p class="hint">{describe(chosen)}</p>
        <SampleChoice own={chosen.samples} all={all.samples} choose={change} />
        <div class="field">
          <label for="event">Event, as JSON</label>
          <textarea
            id="event"
            class="code"
            rows={14}
            spellcheck={false}
            autocomplete="off"
            value={text}
            aria-invalid={isJson(text) ? undefined : 'true'}
            aria-describedby="event-check"
            onInput={({ currentTarget }) => change(currentTarget.value)}
          />
          <p id="event-check" class={isJson(text) ? 'hint' : 'field-error'} aria-live="polite">
            {isJson(text) ? 'Valid JSON.' : 'This is not JSON yet.'}
          </p>
        </div>
        <button class="button primary" type="submit" disabled={pending !== undefined || !isJson(text)}>
          Invoke
        </button>
      </form>
      <InvocationView shown={shown} pending={pending} problem={problem} />
    </div>
  )
}

/** What was typed, else what its first event sends. */
function eventOf({ key, samples }: FunctionDocument): string {
  return lastEvents.get(key) ?? JSON.stringify(samples[0]?.event ?? {}, undefined, 2)
}

function describe({ name, runtime, events, hasRoute, notServed }: FunctionDocument): string {
  if (notServed) return `Does not run here: ${notServed.reason}. ${notServed.remedy}`
  const by = events.length > 0 ? `On AWS called by ${events.join(', ')}.` : 'No event calls it.'
  return `${name}, ${runtime}. ${by}${hasRoute ? ' It has a route, so you can call the API, too.' : ''}`
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
