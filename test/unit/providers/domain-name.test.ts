import { describe, expect, test } from '@jest/globals'
import { goodValues, tenantProblems } from '../../support/tenant-problems.ts'

const domainFaults: [string, string, RegExp, string | undefined][] = [
  ['a URL', 'https://acme.example/', /a URL/, 'acme.example'],
  ['a URL in capitals', 'HTTPS://acme.example', /a URL/, 'acme.example'],
  ['a trailing slash', 'acme.example/', /with a path/, 'acme.example'],
  ['a path', 'acme.example/oauth2/default', /with a path/, 'acme.example'],
  ['a query', 'acme.example?x=1', /with a path/, 'acme.example'],
  ['a port', 'acme.example:443', /with a port/, 'acme.example'],
  ['capital letters', 'Acme.example', /not in lower case/, 'acme.example'],
  ['white space before it', ' acme.example', /white space around/, 'acme.example'],
  ['white space behind it', 'acme.example\t', /white space around/, 'acme.example'],
  ['white space in it', 'acme .example', /not a domain name/, undefined],
  ['a user', 'alice@acme.example', /not a domain name/, 'acme.example'],
  ['a single label', 'acme', /not a domain name/, undefined],
  ['localhost', 'localhost', /not a domain name/, undefined],
  ['an IP address', '127.0.0.1', /not a domain name/, undefined],
  ['an IPv6 address', '[::1]', /not a domain name/, undefined],
  ['a trailing dot', 'acme.example.', /not a domain name/, undefined],
  ['an underscore', 'acme_1.example', /not a domain name/, undefined],
  ['a label that ends in a hyphen', 'acme-.example', /not a domain name/, undefined],
  ['a prototype name', '__proto__', /not a domain name/, undefined],
]

describe.each<['auth0' | 'okta', string]>([
  ['auth0', 'AUTH0_DOMAIN'],
  ['okta', 'OKTA_DOMAIN'],
])('domain of %s', (provider, name) => {
  const checkDomain = (value: string) => tenantProblems(provider, { ...goodValues[provider], [name]: value })

  test.each(['login.acme.example', 'a.example', 'xn--bcher-kva.example', `${'a'.repeat(63)}.example`])(
    'given %s, when it is checked, then it passes',
    (value) => {
      expect(checkDomain(value)).toEqual([])
    },
  )

  test.each(domainFaults)(
    'given %s, when it is checked, then fault and fix are told',
    (_, value, fault, fixed) => {
      const [problem = '', ...others] = checkDomain(value)

      expect(others).toEqual([])
      expect(problem).toMatch(fault)
      expect(problem).toContain(`${name} is ${JSON.stringify(value)}:`)
      if (fixed) expect(problem).toContain(`--param ${name}=${fixed},`)
      else
        expect(problem).toMatch(
          new RegExp(`--param ${name}=(your-tenant\\.eu\\.auth0|dev-123456\\.okta)\\.com,`),
        )
    },
  )

  test('given a domain as long as a token, when it is wrong, then the message keeps to a line of it', () => {
    const [problem = ''] = checkDomain(`https://${'a'.repeat(5000)}/`)

    expect(problem).toContain('aaa..."')
    expect(problem.length).toBeLessThan(600)
  })
})
