/** Colours and other looks of text: `ESC [ 31 m`. Source: ECMA-48, "Select Graphic Rendition". */
const look = String.raw`\u001b\[[0-9;:]*m`

/**
 * C0 controls but for the tab, DEL, C1 controls, line separators, and what changes the direction of text: a terminal would act on
 * these, or show something other than what is written.
 */
const control = String.raw`[\u0000-\u0008\u000a-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]`

const special = new RegExp(`${look}|${control}`, 'g')
const escaped = new RegExp(control, 'g')

/**
 * A line of a function as it may go to a terminal: nothing in it moves the cursor, clears the screen, sets the title or the clipboard.
 * Control characters are shown escaped, `\x1b` or `\u202e`; the carriage return of a line's end is left out.
 *
 * @param allowsColours colours pass, and end with the line.
 */
export function printableLine(line: string, allowsColours: boolean): string {
  let hasColours = false
  const text = line.replace(/\r$/, '').replace(special, (found) => {
    if (!allowsColours || found.length === 1) return found.replace(escaped, escapeCharacter)
    hasColours = true
    return found
  })
  return hasColours ? `${text}\u001b[0m` : text
}

function escapeCharacter(character: string): string {
  const hex = character.charCodeAt(0).toString(16)
  return hex.length > 2 ? `\\u${hex.padStart(4, '0')}` : `\\x${hex.padStart(2, '0')}`
}
