import { describe, expect, test } from '@jest/globals'
import { checkDomain } from '../../../../../plugin/deploy/preflight/check-domain.ts'

const certificateArn = 'arn:aws:acm:eu-west-1:123456789012:certificate/12345678-1234-1234-1234-123456789012'
const good = { domainName: 'api.acme.example', certificateArn, region: 'eu-west-1' }

describe('checkDomain', () => {
  test.each([
    ['a name and its certificate', good],
    ['no name', { ...good, domainName: '', certificateArn: '' }],
  ])('given %s, when checked, then nothing is found', (_what, settings) => {
    expect(checkDomain(settings)).toEqual([])
  })

  test.each([
    ['no certificate', { ...good, certificateArn: '' }, 'domain-without-certificate', 'has no certificate'],
    [
      'an id for a certificate',
      { ...good, certificateArn: '1234' },
      'domain-without-certificate',
      '"1234", which is not a certificate ARN',
    ],
    [
      'a certificate of another Region',
      { ...good, region: 'eu-central-1' },
      'certificate-elsewhere',
      'is not in eu-central-1',
    ],
  ])('given %s, when checked, then that is an error', (_what, settings, code, words) => {
    expect(checkDomain(settings)).toEqual([
      expect.objectContaining({ kind: 'error', code, what: expect.stringContaining(words) }),
    ])
  })
})
