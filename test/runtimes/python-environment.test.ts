import { execFile } from 'node:child_process'
import { cp, mkdir, readdir, rm, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { aPythonFunction, programsDir, runtimesDir, startPrograms } from '../support/programs.ts'
import { type TemporaryFolder, temporaryFolder } from '../support/temporary-folder.ts'
import type { TestFunctions } from '../support/test-functions.ts'

let service: TemporaryFolder
let host: TestFunctions

beforeEach(async () => {
  service = await temporaryFolder()
})

afterEach(async () => {
  await host.close()
  await service.remove()
})

function write(name: string, text: string): Promise<void> {
  return writeFile(join(service.path, name), text)
}

async function start(options: Parameters<typeof startPrograms>[1] = {}): Promise<void> {
  host = await startPrograms([aPythonFunction('hello', 'hello.handler')], { dir: service.path, ...options })
}

async function answersUntil(wanted: unknown): Promise<void> {
  for (;;) {
    const outcome = await host.invoke('hello', {})
    if (outcome.kind !== 'returned') throw new Error(`an event was dropped: ${JSON.stringify(outcome)}`)
    if (outcome.value === wanted) return
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

const returning = (value: string) => `def handler(event, context):\n    return ${value}\n`

describe('an edit of Python', () => {
  test('is served without a lost event, and leaves no compiled code beside it', async () => {
    await write('hello.py', `from words import word\n\n\n${returning('word')}`)
    await write('words.py', 'word = 1\n')
    await start({ watch: true })
    await answersUntil(1)
    await write('words.py', 'word = 22\n')
    await answersUntil(22)

    expect(await readdir(service.path)).toEqual(['hello.py', 'words.py'])
    expect(await host.line(/now serving the new version/)).toMatch(/^\[hello\]/)
  })

  test('that does not load leaves the version before it', async () => {
    await write('hello.py', returning('1'))
    await start({ watch: true })
    await answersUntil(1)
    await write('hello.py', 'def handler(event, context)\n')
    await host.line(/failed to load; still serving the previous version/)

    expect(await host.invoke('hello', {})).toEqual({ kind: 'returned', value: 1 })
    expect(await host.line(/Runtime\.UserCodeSyntaxError/)).toBeDefined()
  })
})

describe('an edit of one Python function', () => {
  beforeEach(async () => {
    await write('hello.py', returning('1'))
    await write('other.py', returning('2'))
    host = await startPrograms(
      [aPythonFunction('hello', 'hello.handler'), aPythonFunction('other', 'other.handler')],
      { dir: service.path, watch: true },
    )
    await answersUntil(1)
    await host.invoke('other', {})
  })

  const served = () => host.log.filter((line) => line.includes('now serving the new version'))

  test('leaves the others as they are', async () => {
    await write('hello.py', returning('11'))
    await answersUntil(11)
    await write('other.py', returning('22'))
    await host.line(/^\[other\] changed/)

    expect(served().map((line) => line.split(' ', 1)[0])).toEqual(['[hello]', '[other]'])
  })

  test('leaves it as it is where only the time of the file changes', async () => {
    const later = new Date(Date.now() + 5_000)
    await utimes(join(service.path, 'hello.py'), later, later)
    await write('other.py', returning('22'))
    await host.line(/^\[other\] changed/)

    expect(served()).toHaveLength(1)
  })
})

describe('a Python function that lacks a module of its own', () => {
  test('loads once that is there', async () => {
    await write('hello.py', `from words import word\n\n\n${returning('word')}`)
    await start({ watch: true })
    expect(await host.invoke('hello', {})).toMatchObject({ kind: 'failed' })

    await mkdir(join(service.path, 'words'))
    await write('words/__init__.py', 'word = 3\n')
    await host.line(/now serving the new version/)
    await answersUntil(3)
  })
})

describe('a module that an event imports', () => {
  test('is watched from then on', async () => {
    await write('hello.py', 'def handler(event, context):\n    import late\n    return late.word\n')
    await write('late.py', 'word = 1\n')
    await start({ watch: true })
    await answersUntil(1)
    await write('late.py', 'word = 22\n')

    await answersUntil(22)
  })
})

describe('the packages of a Python function', () => {
  test('are those of requirements.txt, installed once, and found before ours', async () => {
    await write('requirements.txt', '# one without dependencies\nidna==3.10\n')
    await write('hello.py', `import idna\n\n\n${returning('[idna.__version__, idna.__file__]')}`)
    await start()

    expect(await host.invoke('hello', {})).toEqual({
      kind: 'returned',
      value: ['3.10', expect.stringMatching(/\/requirements-[0-9a-f]{16}\/idna\/__init__\.py$/)],
    })
  }, 60_000)

  test('are those of its layers too, behind its own', async () => {
    for (const [folder, name, value] of [
      ['layer/python', 'shared.py', '1'],
      ['layer/python', 'hello.py', '2'],
    ] as const) {
      await mkdir(join(service.path, folder), { recursive: true })
      await write(`${folder}/${name}`, `value = ${value}\n`)
    }
    await write('hello.py', `import shared\n\n\n${returning('shared.value')}`)
    const layers = [{ name: 'Shared', path: join(service.path, 'layer') }]
    host = await startPrograms([aPythonFunction('hello', 'hello.handler', { layers })], { dir: service.path })

    expect(await host.invoke('hello', {})).toEqual({ kind: 'returned', value: 1 })
  }, 60_000)

  test('that do not exist are named, and so is what to do', async () => {
    await write('requirements.txt', 'no-such-package-of-claimcheck==99\n')
    await write('hello.py', returning('1'))
    await start()

    expect(await host.invoke('hello', {})).toMatchObject({
      kind: 'failed',
      reason: expect.stringMatching(
        /requirements\.txt cannot be installed: .*no-such-package-of-claimcheck==99/,
      ),
    })
  }, 60_000)

  test('are those of a virtual environment in the folder, where there is one', async () => {
    await promisify(execFile)('python3', ['-m', 'venv', '--without-pip', join(service.path, '.venv')])
    await write('requirements.txt', 'no-such-package-of-claimcheck==99\n')
    await write('hello.py', `import sys\n\n\n${returning('sys.prefix')}`)
    await start()

    expect(await host.invoke('hello', {})).toEqual({ kind: 'returned', value: join(service.path, '.venv') })
  }, 60_000)

  test('hold boto3 as on Lambda, also where nothing installs it', async () => {
    await write('hello.py', `import boto3\n\n\n${returning('boto3.__name__')}`)
    await start()

    expect(await host.invoke('hello', {})).toEqual({ kind: 'returned', value: 'boto3' })
  }, 120_000)
})

describe('the Python that is chosen', () => {
  test('runs the function, whatever else is there', async () => {
    await write('hello.py', `import sys\n\n\n${returning('"%d.%d" % sys.version_info[:2]')}`)
    const { stdout } = await promisify(execFile)('python3', ['-c', 'import sys; print(sys.executable)'])
    await start({ python: stdout.trim() })

    expect((await host.invoke('hello', {})).kind).toBe('returned')
  })

  test.each(['/nowhere/python3', process.execPath])('answers why when it is %s', async (python) => {
    await write('hello.py', returning('1'))
    await start({ python })

    expect(await host.invoke('hello', {})).toMatchObject({
      kind: 'failed',
      reason: expect.stringContaining(`--python ${python} is not a Python that runs. Give the path of one`),
    })
  })
})

describe('where awslambdaric has no native part', () => {
  async function withoutNativePart(): Promise<string> {
    const folder = join(service.path, '.runtimes')
    await startPrograms([aPythonFunction('echo', 'echo.handler')]).then((each) => each.close())
    await cp(runtimesDir, folder, {
      recursive: true,
      filter: (path) => !/pycache|requirements|boto3/.test(path),
    })
    for (const file of await readdir(folder, { recursive: true }))
      if (/runtime_client\..+\.so$/.test(file)) await rm(join(folder, file))
    return folder
  }

  test('the stand-in does the same', async () => {
    const folder = await withoutNativePart()
    host = await startPrograms([aPythonFunction('faults', 'faults.handler', { timeoutSeconds: 3 })], {
      dir: join(programsDir, 'python'),
      runtimesDir: folder,
      maxInstances: 1,
    })
    const reasonOf = async (fault: string) => {
      const outcome = await host.invoke('faults', { fault })
      return outcome.kind === 'failed' ? outcome.reason : outcome.kind
    }

    expect(await reasonOf('none')).toBe('returned')
    expect(await reasonOf('raise')).toBe('Refused: no entry')
    expect(await reasonOf('long')).toBe('returned')
    expect(await reasonOf('fork')).toBe('returned')
    expect(await reasonOf('too long')).toMatch(/longer than Lambda's/)
    expect(await reasonOf('exit')).toMatch(/Runtime\.ExitError: .+ code 3/)
    expect(await reasonOf('sleep')).toBe('timed-out')
    expect(await reasonOf('none')).toBe('returned')
  }, 60_000)
})
