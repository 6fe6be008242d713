import { styleText } from 'node:util'

/** Colours for a terminal, and none for anything else. */
export interface Paint {
  strong(text: string): string
  quiet(text: string): string
  good(text: string): string
  bad(text: string): string
}

/** @param stream where the text goes; `NO_COLOR` and `FORCE_COLOR` are respected. */
export function createPaint(stream: NodeJS.WriteStream): Paint {
  const paint = (style: Parameters<typeof styleText>[0]) => (text: string) =>
    styleText(style, text, { stream })
  return { strong: paint('bold'), quiet: paint('dim'), good: paint('green'), bad: paint('red') }
}
