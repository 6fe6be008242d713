import type { ComponentType } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { readPage } from './address.ts'
import { CallPage } from './call/call-page.tsx'
import type { PageProps } from './page-props.ts'
import { pages } from './pages.ts'
import { element } from './settings.ts'

/** Everything below the masthead: the call, or the page that the address names. */
export function App(props: PageProps) {
  const name = usePage()
  useEffect(() => {
    element('welcome', HTMLElement).hidden = name !== 'call' || props.tokens !== undefined
    markCurrent(name)
  }, [name])
  return (
    <>
      {/* It stays, so that a form half filled in is still there after a look at another page. */}
      <div class="app" hidden={name !== 'call'}>
        <CallPage {...props} />
      </div>
      {name !== 'call' && <LoadedPage key={name} name={name} {...props} />}
    </>
  )
}

/** The page that the address names; it follows the address. */
function usePage(): string {
  const read = () => readPage(location.hash, Object.keys(pages))
  const [name, setName] = useState(read)
  useEffect(() => {
    const follow = () => setName(read())
    window.addEventListener('hashchange', follow)
    return () => window.removeEventListener('hashchange', follow)
  }, [])
  return name
}

function LoadedPage({ name, ...props }: PageProps & { readonly name: string }) {
  const [Page, setPage] = useState<ComponentType<PageProps>>()
  const [problem, setProblem] = useState('')
  useEffect(() => {
    pages[name]?.().then(
      (loaded) => setPage(() => loaded),
      () => setProblem('This page could not be loaded. Is the command of the console still running?'),
    )
  }, [name])
  if (problem)
    return (
      <p class="notice" role="alert">
        {problem}
      </p>
    )
  return Page ? <Page {...props} /> : <p class="hint">Loading ...</p>
}

function markCurrent(name: string): void {
  for (const link of document.querySelectorAll<HTMLAnchorElement>('nav.pages a')) {
    const isCurrent = link.getAttribute('href') === `/#/${name}`
    if (!isCurrent) link.removeAttribute('aria-current')
    else {
      link.setAttribute('aria-current', 'page')
      // In a narrow window they scroll.
      link.scrollIntoView({ block: 'nearest', inline: 'nearest' })
    }
  }
}
