import { KeyFetchError } from '../../../local/gateway/fetch-key-set.ts'
import { createKeySource, type KeySource } from '../../../local/gateway/keys.ts'
import { nowMs } from './refused-token.ts'

/** Keys without a network. */
export function keysInHand(jwks: readonly unknown[]): KeySource {
  return createKeySource(
    () => nowMs,
    async () => jwks,
  )
}

/** An issuer that cannot be asked. */
export function noKeys(message: string): KeySource {
  return createKeySource(
    () => nowMs,
    async () => {
      throw new KeyFetchError('discovery', message)
    },
  )
}
