import { KeyFetchError } from '../../../authorizer/fetch-key-set.ts'
import { createKeySource, type KeySource } from '../../../authorizer/keys.ts'

/** Keys without a network. */
export function keysInHand(jwks: readonly unknown[]): KeySource {
  return createKeySource({ fetchKeys: async () => jwks })
}

/** An issuer that cannot be asked. */
export function noKeys(message: string): KeySource {
  return createKeySource({
    async fetchKeys() {
      throw new KeyFetchError('discovery', message)
    },
  })
}
