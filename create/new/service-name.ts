import { builtinModules } from 'node:module'
import { basename } from 'node:path'
import { UserError } from '../../plugin/user-error.ts'

/**
 * AWS: a name of a Lambda function has at most 64 characters, and Serverless makes it of service, stage and function. The longest of the
 * template with a stage of nine letters takes 21.
 */
const maxLength = 40

/** npm and Serverless both accept it: letters that npm allows, and those of a CloudFormation stack. */
const pattern = /^[a-z][a-z0-9-]*$/

/**
 * The name of the service in `folder`.
 *
 * @param dependencies packages of the service; npm installs none into a package of the same name
 * @throws {UserError} `ERR_NAME_INVALID`
 */
export function serviceName(folder: string, dependencies: readonly string[]): string {
  const name = basename(folder)
  const fault = findNameFault(name, dependencies)
  if (fault) throw new UserError('ERR_NAME_INVALID', fault)
  return name
}

/** What is wrong with a name, how it should look, and one that would do; undefined if it is good. */
export function findNameFault(name: string, dependencies: readonly string[]): string | undefined {
  const found = `"${name}" cannot be the name of a service`
  if (!pattern.test(name))
    return `${found}: expected lower-case letters, digits and hyphens, starting with a letter, such as ${suggest(name)}.`
  if (name.length > maxLength)
    return `${found}: it has ${name.length} characters, expected at most ${maxLength}, since AWS limits the names of functions.`
  if (builtinModules.includes(name)) return `${found}: Node.js has a module of that name. Try ${name}-api.`
  if (dependencies.includes(name))
    return `${found}: the service depends on the package ${name}. Try my-${name}.`
  return undefined
}

function suggest(name: string): string {
  const plain = name
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^[^a-z]+|-+$/g, '')
    .slice(0, maxLength)
  return plain || 'my-api'
}
