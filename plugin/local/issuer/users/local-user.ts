import { z } from 'zod'

/** A user as `users.json` holds them. What a later version added is optional, so that older files are read as they are. */
export const LocalUser = z.object({
  id: z.uuid(),
  email: z.email(),
  /** Absent for a user that only the token endpoint knows; such a user cannot sign in until they sign up. */
  passwordHash: z.string().optional(),
  groups: z.array(z.string()),
  /** Plain names of the scopes that the user may have. Absent: all that the service has, also those it gets later. */
  permissions: z.array(z.string()).optional(),
  /** What the user let each client have, by client id: scopes as on the wire. */
  consents: z.record(z.string(), z.array(z.string())).optional(),
  /** Seconds since the epoch. */
  updatedAt: z.int(),
})

export type LocalUser = z.infer<typeof LocalUser>
