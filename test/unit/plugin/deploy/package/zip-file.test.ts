import { execFileSync } from 'node:child_process'
import { describe, expect, test } from '@jest/globals'
import { strFromU8, strToU8, unzipSync } from 'fflate'
import { zipFile } from '../../../../../plugin/deploy/package/zip-file.ts'

const content = strToU8('exports.handler = async () => ({ statusCode: 204 })\n'.repeat(100))

describe('zipFile', () => {
  test('given a file in a folder, when it is zipped, then it comes out again, alone, at its path', () => {
    const files = unzipSync(zipFile('src/profile/get.js', content))

    expect(Object.keys(files)).toEqual(['src/profile/get.js'])
    expect(strFromU8(files['src/profile/get.js'] as Uint8Array)).toBe(strFromU8(content))
  })

  test('given a file, when it is zipped, then it is smaller', () => {
    expect(zipFile('get.js', content).byteLength).toBeLessThan(content.byteLength / 10)
  })

  test('given the same file, when it is zipped again, then the bytes are equal, and others for another file', () => {
    expect(zipFile('get.js', content)).toEqual(zipFile('get.js', content))
    expect(zipFile('get.js', content)).not.toEqual(zipFile('put.js', content))
    expect(zipFile('get.js', content)).not.toEqual(zipFile('get.js', strToU8('other')))
  })

  test.each(['UTC', 'America/Los_Angeles', 'Pacific/Kiritimati', 'Asia/Kathmandu'])(
    'given a machine in %s, when it zips, then the bytes are those of any other',
    (zone) => {
      const module = new URL('../../../../../plugin/deploy/package/zip-file.ts', import.meta.url)
      const program = `import { zipFile } from '${module}'
        process.stdout.write(Buffer.from(zipFile('get.js', Buffer.from('x'))).toString('hex'))`

      const bytes = execFileSync(process.execPath, ['--input-type=module', '-e', program], {
        env: { ...process.env, TZ: zone },
      })

      expect(bytes.toString()).toBe(Buffer.from(zipFile('get.js', strToU8('x'))).toString('hex'))
    },
  )

  test('given Lambda runs code as another user, when zipped, then the file is plain and readable by all', () => {
    const zip = Buffer.from(zipFile('get.js', content))
    const entry = zip.lastIndexOf(Buffer.from('PK\x01\x02', 'latin1'))

    expect(zip.readUInt8(entry + 5)).toBe(3)
    expect(zip.readUInt32LE(entry + 38) >>> 16).toBe(0o100644)
  })
})
