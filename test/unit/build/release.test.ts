import { describe, expect, test } from '@jest/globals'
import { changelogSection, findObstacles } from '../../../build/release.ts'

const changelog =
  '# Changelog\n\n## 0.2.1\n\n## 0.2.0 (2026-11-27)\n\n### Changed\n\n- A name.\n\n## 0.1.0\n\n- First.\n'
const ready = { versions: { claimcheck: '0.2.0', 'serverless-claimcheck': '0.2.0' }, changes: '', changelog }

describe('findObstacles', () => {
  test('finds none where all is well', () => {
    expect(findObstacles(ready)).toEqual([])
  })

  test('names what is not committed', () => {
    expect(findObstacles({ ...ready, changes: ' M src/index.ts\n' })).toEqual([
      'The tree is not clean:\n M src/index.ts',
    ])
  })

  test('names versions that differ', () => {
    const versions = { claimcheck: '0.2.0', 'serverless-claimcheck': '0.1.0' }

    expect(findObstacles({ ...ready, versions })).toEqual([
      'The versions differ: claimcheck 0.2.0, serverless-claimcheck 0.1.0.',
    ])
  })

  test.each([
    ['without a section', '0.3.0'],
    ['with an empty section', '0.2.1'],
  ])('rejects a version %s', (_what, version) => {
    const versions = { claimcheck: version, 'serverless-claimcheck': version }

    expect(findObstacles({ ...ready, versions })).toEqual([`CHANGELOG.md has no section for ${version}.`])
  })
})

test('changelogSection gives the text of one version', () => {
  expect(changelogSection(changelog, '0.2.0')).toBe('### Changed\n\n- A name.')
})
