import { spawn } from 'node:child_process'
import { once } from 'node:events'

type Command = readonly [name: string, ...args: readonly string[]]

/** Opens a page, by its URL or the path of its file, in the user's browser. Others can read it in the list of processes. @returns whether there is a program for it. */
export function openInBrowser(url: string, env = process.env): Promise<boolean> {
  return runFirst(browsers(url, env), '')
}

/** Puts a text into the clipboard. @returns whether there is a program for it. */
export function copyToClipboard(text: string, env = process.env): Promise<boolean> {
  return runFirst(clipboards(env), text)
}

function browsers(
  url: string,
  { BROWSER, DISPLAY, WAYLAND_DISPLAY, WSL_DISTRO_NAME }: NodeJS.ProcessEnv,
): Command[] {
  if (process.platform === 'darwin') return [['open', url]]
  // The first quoted word of `start` would be a title.
  if (process.platform === 'win32') return [['cmd', '/c', 'start', '""', url.replaceAll('&', '^&')]]
  return [
    ...(WSL_DISTRO_NAME ? [['wslview', url] as const] : []),
    ...(DISPLAY || WAYLAND_DISPLAY || BROWSER ? [['xdg-open', url] as const] : []),
  ]
}

function clipboards({ DISPLAY, WAYLAND_DISPLAY, WSL_DISTRO_NAME }: NodeJS.ProcessEnv): Command[] {
  if (process.platform === 'darwin') return [['pbcopy']]
  if (process.platform === 'win32') return [['clip']]
  return [
    ...(WSL_DISTRO_NAME ? [['clip.exe'] as const] : []),
    ...(WAYLAND_DISPLAY ? [['wl-copy'] as const] : []),
    ...(DISPLAY
      ? ([
          ['xclip', '-selection', 'clipboard'],
          ['xsel', '--clipboard', '--input'],
        ] as const)
      : []),
  ]
}

async function runFirst(commands: readonly Command[], input: string): Promise<boolean> {
  for (const command of commands) if (await run(command, input)) return true
  return false
}

/** Clipboard programs of X11 stay in the background to serve the text, so not their end counts but that they have started and taken it. */
async function run([name, ...args]: Command, input: string): Promise<boolean> {
  const child = spawn(name, args, { stdio: ['pipe', 'ignore', 'ignore'], detached: true })
  child.stdin.on('error', () => {}).end(input)
  child.unref()
  try {
    await once(child, 'spawn')
    return true
  } catch {
    return false
  }
}
