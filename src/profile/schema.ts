import * as z from 'zod'

/** Text of one line. Control characters have no place in it, and half a character cannot be stored. */
const line = (maxLength: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(maxLength)
    .regex(/^[^\p{Cc}\p{Cs}\p{Zl}\p{Zp}]*$/u)
    .describe('one line of text')

/** Text that may run over several lines. */
const text = (maxLength: number) =>
  z
    .string()
    .trim()
    .max(maxLength)
    .regex(/^(?:[^\p{Cc}\p{Cs}]|[\t\r\n])*$/u)
    .describe('text without control characters')

/** A language tag (BCP 47), kept in its canonical form: `de-ch` reads `de-CH`. */
const locale = z
  .string()
  .max(35)
  .transform((tag, context) => {
    try {
      return new Intl.Locale(tag).toString()
    } catch {
      context.addIssue({ code: 'custom' })
      return z.NEVER
    }
  })
  .describe('a language tag such as de-CH (BCP 47)')

/**
 * Body of `POST /profile`: the whole profile, so what is left out is removed. Unknown members are refused, so a
 * typo is a 422 and not silence. Lengths count UTF-16 code units.
 */
export const ProfileInput = z.strictObject({
  displayName: line(100),
  bio: text(1000).optional(),
  website: z
    .url({ protocol: /^https?$/ })
    .max(2000)
    .describe('an http or https URL such as https://example.com/ada')
    .optional(),
  locale: locale.optional(),
  interests: z.array(line(50)).max(20).optional(),
})

export type ProfileInput = z.infer<typeof ProfileInput>

/** A profile as it is stored and shown. */
export interface Profile extends ProfileInput {
  /** ISO 8601, UTC; stays when the profile is replaced. */
  readonly createdAt: string
  /** ISO 8601, UTC. */
  readonly updatedAt: string
  /** Another one with every change, never used twice: the entity tag without its quotes. */
  readonly version: string
}
