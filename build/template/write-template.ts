import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join, relative } from 'node:path'
import { type Choice, choices } from './choices.ts'
import { deriveManifest } from './manifest.ts'
import { deriveService } from './service.ts'
import {
  deriveEnvironment,
  deriveStyle,
  deriveTest,
  deriveTsconfig,
  deriveWorkflow,
  reword,
} from './texts.ts'

/**
 * Writes what `create-claimcheck` copies: a folder for each choice of `--provider`, each a whole service. What can be taken from the
 * example is taken from it; the rest is in `create/template/`. `.gitignore` is written as `gitignore`, since npm packs no file of that name.
 */
export async function writeTemplate(projectDir: string, outDir: string): Promise<void> {
  for (const choice of choices) {
    const files = await templateFiles(projectDir, choice)
    for (const [path, text] of Object.entries(files)) {
      const file = join(outDir, choice.name, path)
      await mkdir(dirname(file), { recursive: true })
      await writeFile(file, text)
    }
  }
}

/** The files of a new service by their paths. */
export async function templateFiles(
  projectDir: string,
  choice: Choice,
): Promise<Readonly<Record<string, string>>> {
  const read = (...path: string[]) => readFile(join(projectDir, ...path), 'utf8')
  const own = await ownFiles(join(projectDir, 'create', 'template'))
  const adapted = Object.entries(own).map(([path, text]) => [path, adapt(path, text, choice)] as const)
  return {
    ...Object.fromEntries(adapted),
    ...(await configFiles(join(projectDir, 'config'), choice)),
    'serverless.yml': deriveService(await read('serverless.yml'), choice),
    '.env.example': deriveEnvironment(await read('.env.example'), choice),
    'package.json': deriveManifest(JSON.parse(await read('package.json'))),
    'tsconfig.json': deriveTsconfig(await read('tsconfig.json')),
    'biome.json': deriveStyle(JSON.parse(await read('biome.json'))),
  }
}

/** Those of `create/template/`, by their paths. */
async function ownFiles(folder: string): Promise<Readonly<Record<string, string>>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
  const texts = paths.map(async (path) => [relative(folder, path), await readFile(path, 'utf8')] as const)
  return Object.fromEntries(await Promise.all(texts))
}

function adapt(path: string, text: string, choice: Choice): string {
  if (path.endsWith('.test.ts')) return deriveTest(text, choice)
  return path.startsWith('.github') ? deriveWorkflow(text, choice) : text
}

async function configFiles(folder: string, { providers }: Choice): Promise<Readonly<Record<string, string>>> {
  const names = (await readdir(folder)).filter((name) =>
    providers.some((provider) => name.startsWith(`${provider}.`)),
  )
  const texts = names.map(
    async (name) => [join('config', name), reword(await readFile(join(folder, name), 'utf8'))] as const,
  )
  return Object.fromEntries(await Promise.all(texts))
}
