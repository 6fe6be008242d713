import type { ServerlessInstance } from '../../service/serverless.ts'
import { readOverlay } from './overlay.ts'
import { overlayTemplate } from './overlay-template.ts'

/**
 * Lays the overlay, if there is one, over what this command has compiled, and shows every change.
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
  const { issuerUrl } = (service.custom?.tenant ?? {}) as { issuerUrl?: unknown }
  for (const change of overlayTemplate(template, issuerUrl, overlay)) {
    process.stderr.write(`  For the rehearsal alone: ${change}\n`)
  }
}
