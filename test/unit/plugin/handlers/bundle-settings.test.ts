import { describe, expect, test } from '@jest/globals'
import { readBundleSettings } from '../../../../plugin/handlers/bundle-settings.ts'

const read = (bundle: unknown) => readBundleSettings({ claimcheck: { bundle } })

describe('readBundleSettings', () => {
  test.each([
    undefined,
    null,
    {},
    { claimcheck: undefined },
    { claimcheck: {} },
    { other: { bundle: true } },
  ])('custom: %j asks for no bundles', (custom) => {
    expect(readBundleSettings(custom)).toBeUndefined()
  })

  test.each([false, 'false', null])('bundle: %j asks for none', (bundle) => {
    expect(read(bundle)).toBeUndefined()
  })

  test.each([true, 'true', {}])('bundle: %j asks for them as they are', (bundle) => {
    expect(read(bundle)).toEqual({})
  })

  test('reads each option', () => {
    const given = {
      external: ['sharp'],
      loader: { '.html': 'text' },
      define: { 'process.env.STAGE': '"prod"', DEBUG: false },
      minify: true,
      format: 'esm',
    }

    expect(read(given)).toEqual({ ...given, define: { 'process.env.STAGE': '"prod"', DEBUG: 'false' } })
  })

  test.each([
    [
      'externals',
      'has the unknown option "externals"; known ones: external, loader, define, minify, format.',
    ],
    ['__proto__', 'has the unknown option "__proto__"; known ones'],
  ])('refuses the unknown option %s', (name, message) => {
    expect(() => read(JSON.parse(`{ "${name}": true }`))).toThrow(
      expect.objectContaining({
        code: 'ERR_BUNDLE_SETTINGS_INVALID',
        message: expect.stringContaining(message),
      }),
    )
  })

  test.each([
    [
      'bundle: "yes"',
      'yes',
      'custom.claimcheck.bundle is "yes"; expected true, or an object with external, loader',
    ],
    ['a list', ['sharp'], 'custom.claimcheck.bundle is ["sharp"]; expected true'],
    [
      'external as text',
      { external: 'sharp' },
      'bundle.external is "sharp"; expected a list of package names',
    ],
    [
      'an extension without dot',
      { loader: { html: 'text' } },
      'bundle.loader is {"html":"text"}; expected a loader',
    ],
    ['a loader that writes files', { loader: { '.html': 'copy' } }, 'known ones: js, jsx'],
    ['define with a list', { define: { A: [] } }, 'bundle.define is {"A":[]}; expected expressions'],
    ['minify as text', { minify: 'yes' }, 'bundle.minify is "yes"; expected true or false'],
    ['another format', { format: 'umd' }, 'bundle.format is "umd"; expected "cjs" or "esm"'],
  ])('refuses %s', (_what, bundle, message) => {
    expect(() => read(bundle)).toThrow(message)
  })
})
