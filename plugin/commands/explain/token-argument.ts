/** Options of `token explain` that take no value; each other one has its value in the next word. */
const switches = new Set(['--json', '--help', '-h', '--verbose', '--debug'])

/**
 * Takes TOKEN out of `serverless token explain [TOKEN]`, wherever it stands among the options. Serverless knows no arguments: it
 * would read TOKEN as the name of a command and, not finding it, print it.
 *
 * @param argv as `process.argv`; changed in place.
 */
export function takeArgument(argv: string[]): string | undefined {
  const index = argv.findIndex((word, place) => place > lastCommandWord && isArgument(word, argv[place - 1]))
  return index === -1 ? undefined : argv.splice(index, 1)[0]
}

/** node, serverless, token, explain. */
const lastCommandWord = 3

function isArgument(word: string, before = ''): boolean {
  if (/^-./.test(word)) return false
  const isValue = /^-./.test(before) && !before.includes('=') && !switches.has(before)
  return !isValue
}
