import { copyToClipboard, openInBrowser } from '../system/desktop.ts'
import { readKeys } from '../system/read-keys.ts'
import { writeOpeningPage } from './opening-page.ts'

export interface ShortcutsOptions {
  readonly stdin: NodeJS.ReadStream
  /** With its key; absent where the run has no console. */
  readonly consoleLink: string | undefined
  /** Where a file of the run can be kept for its owner only. */
  readonly stateDir: string
  /** `npx claimcheck token`, with this run's `--state`. */
  readonly tokenCommand: string
  /** An access token of the first user. */
  readonly token: () => Promise<string>
  /** What is running where. */
  readonly urls: string
  readonly restart: () => void
  readonly quit: () => void
  readonly log: (line: string) => void
}

interface Shortcut {
  readonly does: string
  readonly run: () => unknown
}

/** Single keys at the terminal of a run, as in Vite. @returns what ends them. */
export function startShortcuts(options: ShortcutsOptions): () => void {
  const shortcuts = shortcutsOf(options)
  const help = Object.entries(shortcuts).map(([key, { does }]) => `  ${key}  ${does}`)
  const all: Readonly<Record<string, Shortcut>> = {
    ...shortcuts,
    h: {
      does: 'show this help',
      run: () => options.log(['', ...help, '  h  show this help', ''].join('\n')),
    },
  }
  return readKeys(options.stdin, (key) => {
    const shortcut = Object.hasOwn(all, key) ? all[key] : undefined
    void Promise.resolve(shortcut?.run()).catch((error: Error) => options.log(error.message))
  })
}

function shortcutsOf(options: ShortcutsOptions): Readonly<Record<string, Shortcut>> {
  const { consoleLink, stateDir, log } = options
  return {
    ...(consoleLink !== undefined && {
      o: { does: 'open the console', run: () => openConsole(consoleLink, stateDir, log) },
      t: { does: 'copy an access token', run: () => copyToken(options) },
    }),
    u: { does: 'show the URLs', run: () => log(`\n${options.urls}\n`) },
    c: { does: 'clear the terminal', run: () => void process.stdout.write('\u001b[2J\u001b[3J\u001b[H') },
    r: { does: 'restart, which applies changes of the configuration', run: options.restart },
    q: { does: 'quit', run: options.quit },
  }
}

async function openConsole(link: string, stateDir: string, log: (line: string) => void): Promise<void> {
  log(
    (await openInBrowser(await writeOpeningPage(stateDir, link)))
      ? 'Opening the console in your browser.'
      : `Open this in your browser: ${link}`,
  )
}

async function copyToken({ token, tokenCommand, log }: ShortcutsOptions): Promise<void> {
  const isCopied = await copyToClipboard(await token())
  log(
    isCopied
      ? 'An access token is in the clipboard. Another user, or a broken one: npx claimcheck token --help'
      : `There is no clipboard program here. Print a token in a second terminal: ${tokenCommand}`,
  )
}
