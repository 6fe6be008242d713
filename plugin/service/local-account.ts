/** The account that local ARNs and events name: the one AWS uses in its own examples. */
export const localAccountId = '123456789012'
