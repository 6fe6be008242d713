/** A service as other people have it; the tests add the plugin to `plugins`. */
export interface PackagedService {
  readonly name: string
  /** Those that it lists already. */
  readonly plugins?: readonly string[]
  /** serverless.yml without `service`, `plugins` and `provider`. */
  readonly yml: string
  readonly files: Readonly<Record<string, string | Uint8Array>>
  /** Files of each zip, to know that there is something to compare; by their names in the zip, sorted. */
  readonly zips: Readonly<Record<string, readonly string[]>>
  /** Serverless asks AWS while it packages, and so fails once the zips are made. */
  readonly needsAws?: boolean
}

const route = "events: [{ httpApi: 'GET /a' }]"
const oneFunction = `functions: { a: { handler: a.handler, ${route} } }`
const javascript = { 'a.js': 'exports.handler = async () => 1\n' }
const page = { ...javascript, 'page.html': '<p>page\n', 'data/en.json': '{}\n' }
const typescript = {
  'src/a.ts': "import { greet } from './greet'\nexport const handler = async (): Promise<string> => greet\n",
  'src/greet.ts': "export const greet: string = 'hello'\n",
}
const inSource = `functions: { a: { handler: src/a.handler, ${route} }, b: { handler: src/a.handler } }`
const webpackConfig =
  "module.exports = { mode: 'production', target: 'node', entry: require('serverless-webpack').lib.entries, externals: [/aws-sdk/] }\n"
const dependency = {
  'package.json': '{ "private": true, "dependencies": { "dependency": "1.0.0" } }\n',
  'node_modules/dependency/package.json': '{ "name": "dependency", "version": "1.0.0" }\n',
  'node_modules/dependency/index.js': 'exports.kind = 1\n',
}

/** An empty zip. */
const emptyZip = Uint8Array.from([0x50, 0x4b, 5, 6, ...new Array(18).fill(0)])

export const services: readonly PackagedService[] = [
  {
    name: 'javascript with files beside it',
    yml: oneFunction,
    files: page,
    zips: { service: ['a.js', 'data/en.json', 'page.html'] },
  },
  {
    name: 'javascript with packages',
    yml: oneFunction,
    files: { ...javascript, ...dependency },
    zips: {
      service: [
        'a.js',
        'node_modules/dependency/index.js',
        'node_modules/dependency/package.json',
        'package.json',
      ],
    },
  },
  {
    name: 'patterns that take everything',
    yml: `package: { patterns: ['**', '**/*.json', '.*/**', '!.serverless/**', '!serverless.yml'] }\n${oneFunction}`,
    files: page,
    zips: { service: ['a.js', 'data/en.json', 'page.html'] },
  },
  {
    name: 'patterns of a function',
    yml: `package: { individually: true, patterns: ['!**'] }
functions:
  a: { handler: a.handler, ${route}, package: { patterns: ['a.js', '**/*.json', '!.serverless/**'] } }
  b: { handler: a.handler, package: { patterns: ['a.js', 'page.html'] } }`,
    files: page,
    zips: { a: ['a.js', 'data/en.json'], b: ['a.js', 'page.html'] },
  },
  {
    name: 'another runtime',
    yml: `functions: { a: { handler: a.handler, runtime: python3.12, ${route} } }`,
    files: { 'a.py': 'def handler(event, context):\n    return {}\n' },
    zips: { service: ['a.py'] },
  },
  {
    name: 'artifacts',
    yml: `package: { artifact: all.zip }
functions:
  a: { handler: a.handler, ${route} }
  b: { handler: b.handler, package: { artifact: b.zip } }`,
    files: { 'all.zip': emptyZip, 'b.zip': emptyZip },
    zips: {},
  },
  {
    name: 'a container image',
    yml: `functions: { a: { image: '123456789012.dkr.ecr.us-east-1.amazonaws.com/a@sha256:${'0'.repeat(64)}', ${route} } }`,
    files: {},
    zips: {},
  },
  {
    name: 'a layer',
    yml: `layers: { deps: { path: layer } }
functions: { a: { handler: a.handler, layers: [!Ref DepsLambdaLayer], ${route} } }`,
    files: { ...javascript, 'layer/nodejs/node_modules/of-layer/index.js': 'exports.kind = 1\n' },
    zips: { service: ['a.js'], deps: ['nodejs/node_modules/of-layer/index.js'] },
    needsAws: true,
  },
  {
    name: 'serverless-plugin-typescript',
    plugins: ['serverless-plugin-typescript'],
    yml: inSource,
    files: {
      ...typescript,
      ...dependency,
      'tsconfig.json': '{ "compilerOptions": { "module": "commonjs", "target": "es2022" } }\n',
    },
    zips: {
      service: [
        'node_modules/dependency/index.js',
        'node_modules/dependency/package.json',
        'package.json',
        'src/a.js',
        'src/greet.js',
      ],
    },
  },
  {
    name: 'serverless-esbuild',
    plugins: ['serverless-esbuild'],
    yml: `custom: { esbuild: { bundle: true, define: { STAGE: '"prod"' } } }\n${inSource}`,
    files: { ...typescript, 'src/greet.ts': 'declare const STAGE: string\nexport const greet = STAGE\n' },
    zips: { service: ['src/a.js'] },
  },
  {
    name: 'serverless-esbuild, individually, with patterns',
    plugins: ['serverless-esbuild'],
    yml: `package: { individually: true, patterns: ['**/*.json', '**/*.html'] }\ncustom: { esbuild: { bundle: true } }\n${inSource}`,
    files: { ...typescript, 'page.html': '<p>page\n' },
    zips: { a: ['page.html', 'src/a.js'], b: ['page.html', 'src/a.js'] },
  },
  {
    name: 'serverless-webpack',
    plugins: ['serverless-webpack'],
    yml: oneFunction,
    files: { ...javascript, 'webpack.config.js': webpackConfig },
    zips: { service: ['a.js'] },
  },
]
