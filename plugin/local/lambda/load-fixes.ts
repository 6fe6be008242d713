import type { WorkerFailure } from './worker-messages.ts'

type Fix = readonly [pattern: RegExp, fix: (name: string) => string]

const fixes: readonly Fix[] = [
  [
    /Cannot find (?:module|package) '(@aws-sdk\/[^'/]+)/,
    (name) => `Lambda has it; here it has to be installed: npm install --save-dev ${name}`,
  ],
  [
    /Cannot find (?:module|package) '((?:@[^'/]+\/)?[^'./][^'/]*)/,
    (name) => `Install the package, or fix its name: npm install ${name}`,
  ],
  [
    /Unexpected token 'export'|Cannot use import statement outside a module/,
    () => 'It is an ES module: name the file .mjs, or put "type": "module" into package.json.',
  ],
  [
    /require\(\) of ES Module/,
    () =>
      "Lambda's runtimes up to nodejs22.x do not require() ES modules: use import(), take nodejs24.x, or set NODE_OPTIONS to --experimental-require-module.",
  ],
  [
    /Directory import '.*' is not supported/,
    () => 'From nodejs24.x on, Lambda loads no folder: name the file, such as src/hello/index.handler.',
  ],
]

/** What to do about a module that does not load, where that can be told. */
export function fixForLoad({ errorMessage }: WorkerFailure): string | undefined {
  for (const [pattern, fix] of fixes) {
    const found = pattern.exec(errorMessage)
    if (found) return fix(found[1] ?? '')
  }
  return undefined
}
