import { z } from 'zod'
import type { CompiledTemplate, ServerlessInstance } from '../../service/serverless.ts'
import { UserError } from '../../user-error.ts'
import { isLoopbackEndpoint } from './emulator.ts'

/** Name of the environment variable that carries an overlay from `serverless rehearse` to the deploy it runs. */
export const overlayVariable = 'CLAIMCHECK_REHEARSAL'

const Overlay = z.strictObject({
  /** The issuer that the authorizer accepts instead of the configured one: one on this machine. */
  issuer: z.string().optional(),
  /** Resource types that the emulator does not know. */
  leaveOut: z.array(z.string()),
})

/** The only differences between a rehearsed stack and the one that is deployed to AWS. */
export type Overlay = z.infer<typeof Overlay>

export function writeOverlay(overlay: Overlay): string {
  return JSON.stringify(overlay)
}

/**
 * The overlay that this command was given, if it is part of a rehearsal.
 *
 * @throws {UserError} `ERR_REHEARSAL_ONLY` unless AWS is an emulator on this machine: a stack on AWS is never changed.
 */
export function readOverlay(env: Readonly<Record<string, string | undefined>>): Overlay | undefined {
  const text = env[overlayVariable]
  if (text === undefined) return undefined
  const endpoint = env.AWS_ENDPOINT_URL ?? ''
  if (isLoopbackEndpoint(endpoint)) return Overlay.parse(JSON.parse(text))
  throw new UserError(
    'ERR_REHEARSAL_ONLY',
    `${overlayVariable} is set, but AWS_ENDPOINT_URL is "${endpoint}" and not an emulator on this machine. ` +
      `Remove ${overlayVariable}; serverless rehearse sets both on its own.`,
  )
}

/**
 * Applies the overlay, if there is one, to the compiled template, and prints every change.
 *
 * @throws {UserError} `ERR_REHEARSAL_ONLY` unless AWS is an emulator on this machine.
 */
export function applyOverlay(
  { service }: ServerlessInstance,
  env: Readonly<Record<string, string | undefined>>,
): void {
  const overlay = readOverlay(env)
  if (!overlay) return
  const { compiledCloudFormationTemplate: template } = service.provider
  if (!template) throw new Error('Serverless has compiled no template.')
  const { issuerUrl } = (service.custom?.identity ?? {}) as { issuerUrl?: unknown }
  if (overlay.issuer !== undefined && issuerUrl === undefined)
    throw new Error('serverless.yml has no custom.identity.issuerUrl for the rehearsal to replace.')
  for (const change of overlayTemplate(template, issuerUrl, overlay)) {
    process.stderr.write(`  For the rehearsal only: ${change}\n`)
  }
}

/**
 * Applies the overlay to a compiled template, in place.
 *
 * @param issuer The provider's issuer, as the configuration resolved it.
 * @returns What was changed, a line each.
 */
export function overlayTemplate(template: CompiledTemplate, issuer: unknown, overlay: Overlay): string[] {
  return [...leaveOut(template, overlay.leaveOut), ...replaceIssuer(template, issuer, overlay.issuer)]
}

function leaveOut(template: CompiledTemplate, types: readonly string[]): string[] {
  const entries = Object.entries(template.Resources)
  const unknown = entries.filter(([, { Type }]) => types.includes(Type))
  template.Resources = Object.fromEntries(entries.filter(([, { Type }]) => !types.includes(Type)))
  return unknown.map(([name, { Type }]) => `${name} is left out: the emulator knows no ${Type}`)
}

function replaceIssuer(template: CompiledTemplate, from: unknown, to: string | undefined): string[] {
  if (to === undefined || typeof from !== 'string') return []
  Object.assign(template, replaceText(template, from, to))
  return [`The issuer is ${to} instead of ${from}`]
}

/** Whole values only: part of a value is never the issuer. */
function replaceText(value: unknown, from: string, to: string): unknown {
  if (value === from) return to
  if (Array.isArray(value)) return value.map((item) => replaceText(item, from, to))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, replaceText(item, from, to)]))
}
