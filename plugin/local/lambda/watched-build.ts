/** What became of one handler: a bundle, or what a person has to fix. */
export type WatchedBuild =
  | { readonly kind: 'built'; readonly code: Uint8Array; readonly sourceMap: Uint8Array }
  | { readonly kind: 'broken'; readonly problem: string }
