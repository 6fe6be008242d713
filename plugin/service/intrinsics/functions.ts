import { holds } from './conditions.ts'
import { type Evaluate, noValue, type ReferenceTargets } from './targets.ts'

type Intrinsic = (argument: unknown, targets: ReferenceTargets, evaluate: Evaluate) => unknown

/** By name. Every other `Fn::X` reads `local-X`. */
export const functions: ReadonlyMap<string, Intrinsic> = new Map<string, Intrinsic>([
  ['Ref', (name, targets) => ref(String(name), targets)],
  ['Fn::GetAtt', (path, targets) => attribute(Array.isArray(path) ? path.join('.') : String(path), targets)],
  ['Fn::Sub', substitute],
  ['Fn::Join', join],
  ['Fn::Split', split],
  ['Fn::Select', select],
  ['Fn::If', choose],
  ['Fn::FindInMap', findInMap],
  ['Fn::ImportValue', importValue],
  [
    'Fn::Base64',
    (value, targets, evaluate) =>
      Buffer.from(text(evaluate(value, targets), 'Fn::Base64')).toString('base64'),
  ],
  [
    'Fn::GetAZs',
    (_region, targets) => ['a', 'b', 'c'].map((zone) => `${ref('AWS::Region', targets)}${zone}`),
  ],
])

function ref(name: string, { refs, template }: ReferenceTargets): unknown {
  if (name === 'AWS::NoValue') return noValue
  const { Type, Default } = template?.Parameters?.[name] ?? {}
  const type = String(Type)
  const local = refs.get(name)
  // The default of an SSM parameter is its name, not its value.
  if (local !== undefined || Default === undefined || type.startsWith('AWS::SSM::'))
    return local ?? `local-${name}`
  return /^(?:CommaDelimitedList|List<)/.test(type)
    ? String(Default)
        .split(',')
        .map((item) => item.trim())
    : Default
}

function attribute(path: string, { attributes }: ReferenceTargets): string {
  return attributes.get(path) ?? `local-${path.replaceAll('.', '-')}`
}

function join(argument: unknown, targets: ReferenceTargets, evaluate: Evaluate): string {
  const [separator, parts] = pair(argument, 'Fn::Join', 'a separator and a list')
  const items = list(evaluate(parts, targets), 'Fn::Join')
  return items.map((item) => text(item, 'Fn::Join')).join(String(separator))
}

function split(argument: unknown, targets: ReferenceTargets, evaluate: Evaluate): string[] {
  const [separator, source] = pair(argument, 'Fn::Split', 'a separator and a text')
  return text(evaluate(source, targets), 'Fn::Split').split(String(separator))
}

function select(argument: unknown, targets: ReferenceTargets, evaluate: Evaluate): unknown {
  const [index, source] = pair(argument, 'Fn::Select', 'an index and a list')
  const items = list(evaluate(source, targets), 'Fn::Select')
  const found = items[Number(evaluate(index, targets))]
  if (found !== undefined) return found
  // A part of what only AWS knows: of an ARN, say.
  const unknown = items.find((item) => String(item).startsWith('local-'))
  if (unknown !== undefined) return unknown
  throw new RangeError(`Fn::Select has index ${String(index)} of a list of ${items.length}`)
}

function choose(argument: unknown, targets: ReferenceTargets, evaluate: Evaluate): unknown {
  const [name, then, otherwise] = list(argument, 'Fn::If')
  return evaluate(holds(name, targets, evaluate) ? then : otherwise, targets)
}

function findInMap(argument: unknown, targets: ReferenceTargets, evaluate: Evaluate): unknown {
  const [map, top, second, fallback] = list(argument, 'Fn::FindInMap').map((item) => evaluate(item, targets))
  const found = targets.template?.Mappings?.[String(map)]?.[String(top)]?.[String(second)]
  if (found !== undefined) return found
  return Object(fallback).DefaultValue ?? `local-${[map, top, second].map(String).join('-')}`
}

/** The value that the same stack exports under this name; else it is another stack's. */
function importValue(argument: unknown, targets: ReferenceTargets, evaluate: Evaluate): unknown {
  const name = text(evaluate(argument, targets), 'Fn::ImportValue')
  const { Outputs = {}, ...template } = targets.template ?? {}
  const own = Object.entries(Outputs).find(
    ([, output]) => output.Export?.Name !== undefined && evaluate(output.Export.Name, targets) === name,
  )
  if (!own) return `local-${name}`
  const [key, { Value }] = own
  const others = Object.fromEntries(Object.entries(Outputs).filter(([other]) => other !== key))
  return evaluate(Value, { ...targets, template: { ...template, Outputs: others } })
}

function substitute(argument: unknown, targets: ReferenceTargets, evaluate: Evaluate): string {
  const [template, own = {}] = Array.isArray(argument) ? argument : [argument]
  return text(template, 'Fn::Sub').replaceAll(/\$\{(!?)([^}]+)\}/g, (_all, literal: string, name: string) => {
    if (literal) return `\${${name}}`
    if (Object.hasOwn(own, name)) return text(evaluate(own[name], targets), `Fn::Sub, ${name}`)
    return text(name.includes('.') ? attribute(name, targets) : ref(name, targets), `Fn::Sub, ${name}`)
  })
}

function text(value: unknown, where: string): string {
  if (['string', 'number', 'boolean'].includes(typeof value)) return String(value)
  throw new TypeError(
    `${where} has ${Array.isArray(value) ? 'a list' : typeof value} where a text is expected`,
  )
}

function list(value: unknown, where: string): readonly unknown[] {
  if (Array.isArray(value)) return value
  // A list that only AWS knows.
  if (typeof value === 'string' && value.startsWith('local-')) return [value]
  throw new TypeError(`${where} has ${typeof value} where a list is expected`)
}

function pair(argument: unknown, where: string, expected: string): readonly [unknown, unknown] {
  if (Array.isArray(argument) && argument.length === 2) return [argument[0], argument[1]]
  throw new TypeError(`${where} requires ${expected}`)
}
