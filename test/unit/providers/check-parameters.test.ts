import { describe, expect, test } from '@jest/globals'
import { checkParameters, ParameterError } from '../../../providers/check-parameters.ts'
import { goodValues, tenantProblems } from '../../support/tenant-problems.ts'

const { auth0, okta } = goodValues

describe('checkParameters', () => {
  test('given no value at all, when a deploy is for Cognito, then nothing is missing', () => {
    expect(tenantProblems('cognito', {})).toEqual([])
  })

  test('given a value for Cognito, when checked, then it is said that there is none', () => {
    const problems = tenantProblems('cognito', { COGNITO_POOL: 'x' })

    expect(problems).toEqual([expect.stringMatching(/COGNITO_POOL is not a value of this provider.\n.*none/)])
  })

  test('given the audience in .env is the domain in --param, when checked, then the two are compared', () => {
    const problems = tenantProblems(
      'okta',
      { OKTA_DOMAIN: 'dev-1.okta.com' },
      { ...okta, OKTA_AUDIENCE: 'dev-1.okta.com' },
    )

    expect(problems).toHaveLength(1)
    expect(problems[0]).toMatch(/^ {2}OKTA_AUDIENCE/)
  })

  test('given a wrong value in the environment, when --param has a right one, then --param counts', () => {
    expect(tenantProblems('auth0', auth0, { AUTH0_DOMAIN: 'https://wrong.example/' })).toEqual([])
    expect(tenantProblems('auth0', { AUTH0_DOMAIN: 'https://wrong.example/' }, auth0)).toHaveLength(1)
  })

  test('given the other provider is misconfigured, when checked, then only the chosen one counts', () => {
    expect(tenantProblems('auth0', auth0, { OKTA_DOMAIN: 'https://wrong.example/' })).toEqual([])
  })

  test('given foreign names in the environment, when checked, then they are no problem', () => {
    expect(tenantProblems('auth0', auth0, { AUTH0_SECRET: 'of another tool' })).toEqual([])
  })

  test('given a wrong domain and an audience that is wrong for the right one, when checked, then both are told', () => {
    const problems = tenantProblems('auth0', {
      AUTH0_DOMAIN: 'https://acme.eu.auth0.com/',
      AUTH0_AUDIENCE: 'https://acme.eu.auth0.com/api/v2/',
    })

    expect(problems).toEqual([expect.stringMatching(/a URL/), expect.stringMatching(/Management API/)])
  })

  test('given nothing is set, when checked, then all problems are listed at once, each with both places and an example', () => {
    const check = () => checkParameters({ provider: 'auth0', params: new Map(), env: {} })

    expect(check).toThrow(ParameterError)
    expect(check).toThrow(
      [
        'Provider auth0 cannot be set up with these values:',
        '',
        '  AUTH0_DOMAIN is not set.',
        '    Expected: the domain of the tenant, or its custom domain, such as your-tenant.eu.auth0.com.',
        '    Set it with --param AUTH0_DOMAIN=your-tenant.eu.auth0.com, or with the line AUTH0_DOMAIN=your-tenant.eu.auth0.com in .env (or in the environment).',
        '',
        '  AUTH0_AUDIENCE is not set.',
        '    Expected: the identifier of your API in Auth0, exactly as entered there, such as https://api.example.com/profile.',
        '    Set it with --param AUTH0_AUDIENCE=https://api.example.com/profile, or with the line AUTH0_AUDIENCE=https://api.example.com/profile in .env (or in the environment).',
      ].join('\n'),
    )
    expect(check).toThrow(expect.objectContaining({ code: 'ERR_TENANT_INVALID' }))
  })
})
