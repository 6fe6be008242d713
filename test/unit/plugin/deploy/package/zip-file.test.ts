import { execFileSync } from 'node:child_process'
import { describe, expect, test } from '@jest/globals'
import { strFromU8, strToU8, unzipSync } from 'fflate'
import { zipFile } from '../../../../../plugin/deploy/package/package-functions.ts'

const content = strToU8('exports.handler = async () => ({ statusCode: 204 })\n'.repeat(100))

describe('zipFile', () => {
  test('holds one file, at its path', () => {
    const files = unzipSync(zipFile('src/profile/get.js', content))

    expect(Object.keys(files)).toEqual(['src/profile/get.js'])
    expect(strFromU8(files['src/profile/get.js'] as Uint8Array)).toBe(strFromU8(content))
  })

  test('compresses the file', () => {
    expect(zipFile('get.js', content).byteLength).toBeLessThan(content.byteLength / 10)
  })

  test('gives the same bytes for the same file, and different ones for another', () => {
    expect(zipFile('get.js', content)).toEqual(zipFile('get.js', content))
    expect(zipFile('get.js', content)).not.toEqual(zipFile('put.js', content))
    expect(zipFile('get.js', content)).not.toEqual(zipFile('get.js', strToU8('other')))
  })

  test.each(['UTC', 'America/Los_Angeles', 'Pacific/Kiritimati', 'Asia/Kathmandu'])(
    'gives the same bytes in the time zone %s',
    (zone) => {
      const module = new URL('../../../../../plugin/deploy/package/package-functions.ts', import.meta.url)
      const program = `import { zipFile } from '${module}'
        process.stdout.write(Buffer.from(zipFile('get.js', Buffer.from('x'))).toString('hex'))`

      const bytes = execFileSync(process.execPath, ['--input-type=module', '-e', program], {
        env: { ...process.env, TZ: zone },
      })

      expect(bytes.toString()).toBe(Buffer.from(zipFile('get.js', strToU8('x'))).toString('hex'))
    },
  )

  test('makes a plain file that everyone may read, since Lambda runs it as a different user', () => {
    const zip = Buffer.from(zipFile('get.js', content))
    const entry = zip.lastIndexOf(Buffer.from('PK\x01\x02', 'latin1'))

    expect(zip.readUInt8(entry + 5)).toBe(3)
    expect(zip.readUInt32LE(entry + 38) >>> 16).toBe(0o100644)
  })
})
