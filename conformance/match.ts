/**
 * Compares what was got with what was expected. An expectation is a JSON value:
 *
 * - text, number, boolean, null: exactly that
 * - a list: as many items, each as expected
 * - an object: each member as expected; the value may have others
 * - `{"$absent": true}`: there is none
 * - `{"$pattern": "..."}`: text that the regular expression fits
 * - `{"$oneOf": [...]}`: as any of them
 * - `{"$exactly": {...}}`: an object without other members
 *
 * @returns a line for each difference, naming the place; none when all is as expected.
 */
export function match(actual: unknown, expected: unknown, place: string): string[] {
  const operator = readOperator(expected)
  if (operator) return operators[operator.name](actual, operator.operand, place)
  if (Array.isArray(expected)) return matchList(actual, expected, place)
  if (isObject(expected)) return matchMembers(actual, expected, place)
  return actual === expected ? [] : [differs(actual, expected, place)]
}

type Matcher = (actual: unknown, operand: unknown, place: string) => string[]

const operators = {
  $absent: (actual, _operand, place) => (actual === undefined ? [] : [differs(actual, 'nothing', place)]),
  $pattern: matchPattern,
  $oneOf: matchOneOf,
  $exactly: matchExactly,
} satisfies Record<string, Matcher>

type OperatorName = keyof typeof operators

function readOperator(expected: unknown): { name: OperatorName; operand: unknown } | undefined {
  if (!isObject(expected)) return undefined
  const [entry, ...others] = Object.entries(expected)
  if (!entry?.[0].startsWith('$')) return undefined
  const [name, operand] = entry
  if (others.length === 0 && Object.hasOwn(operators, name)) return { name: name as OperatorName, operand }
  throw new Error(
    `"${Object.keys(expected).join(', ')}" is no matcher; wanted one of ${Object.keys(operators).join(', ')}.`,
  )
}

function matchPattern(actual: unknown, operand: unknown, place: string): string[] {
  if (typeof actual === 'string' && new RegExp(String(operand), 'su').test(actual)) return []
  return [`${place} is ${show(actual)}, wanted text like /${operand}/`]
}

function matchOneOf(actual: unknown, operand: unknown, place: string): string[] {
  const choices = Array.isArray(operand) ? operand : []
  if (choices.some((choice) => match(actual, choice, place).length === 0)) return []
  return [`${place} is ${show(actual)}, wanted one of ${choices.map(show).join(', ')}`]
}

function matchExactly(actual: unknown, operand: unknown, place: string): string[] {
  if (!isObject(operand) || !isObject(actual)) return [differs(actual, operand, place)]
  const others = Object.keys(actual).filter((name) => !Object.hasOwn(operand, name))
  return [
    ...others.map((name) => differs(actual[name], 'nothing', `${place}.${name}`)),
    ...matchMembers(actual, operand, place),
  ]
}

function matchList(actual: unknown, expected: readonly unknown[], place: string): string[] {
  if (!Array.isArray(actual) || actual.length !== expected.length) return [differs(actual, expected, place)]
  return expected.flatMap((item, index) => match(actual[index], item, `${place}[${index}]`))
}

function matchMembers(actual: unknown, expected: Record<string, unknown>, place: string): string[] {
  if (!isObject(actual)) return [differs(actual, expected, place)]
  return Object.entries(expected).flatMap(([name, wanted]) => {
    const found = Object.hasOwn(actual, name) ? actual[name] : undefined
    return match(found, wanted, `${place}.${name}`)
  })
}

function differs(actual: unknown, expected: unknown, place: string): string {
  return `${place} is ${show(actual)}, wanted ${expected === 'nothing' ? 'none' : show(expected)}`
}

const longest = 160

function show(value: unknown): string {
  if (value === undefined) return 'absent'
  const text = JSON.stringify(value) ?? String(value)
  return text.length > longest ? `${text.slice(0, longest)}...` : text
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
