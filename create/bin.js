#!/usr/bin/env node
// In the syntax of old: an older Node must get as far as the sentence, not stop at a SyntaxError.
const [major, minor] = process.versions.node.split('.').map(Number)

if (major > 22 || (major === 22 && minor >= 18)) {
  void import('./cli.ts')
} else {
  process.stderr.write(
    `create-claimcheck needs Node 22.18 or newer; this is Node ${process.versions.node}.\n`,
  )
  process.exitCode = 1
}
