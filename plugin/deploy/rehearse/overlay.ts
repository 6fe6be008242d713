import { z } from 'zod'
import { UserError } from '../../user-error.ts'
import { isLoopbackEndpoint } from './loopback.ts'

/** Name of the environment variable that carries an overlay from `serverless rehearse` to the deploy it runs. */
export const overlayVariable = 'CLAIMCHECK_REHEARSAL'

const Overlay = z.strictObject({
  /** Whose tokens the authorizer takes instead of the tenant's: an issuer on this machine, which no tenant can name. */
  issuer: z.string().optional(),
  /** Resource types that the emulator does not know. */
  leaveOut: z.array(z.string()),
})

/** In what a rehearsed stack differs from the one that goes to AWS. Nothing else does. */
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
      `Remove ${overlayVariable}; serverless rehearse sets both by itself.`,
  )
}
