import type { CompiledTemplate } from '../../service/serverless.ts'
import type { Overlay } from './overlay.ts'

/**
 * Lays the overlay over a compiled template, in place.
 *
 * @param issuer The tenant's issuer, as the configuration resolved it.
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

/** Whole values only: a part of one is never the issuer. */
function replaceText(value: unknown, from: string, to: string): unknown {
  if (value === from) return to
  if (Array.isArray(value)) return value.map((item) => replaceText(item, from, to))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, replaceText(item, from, to)]))
}
