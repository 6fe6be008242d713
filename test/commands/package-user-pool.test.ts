import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import {
  copyService,
  propertiesOf,
  readTemplate,
  type ServiceCopy,
  type Template,
} from '../support/packaged-service.ts'

describe('the user pool that a stack for Cognito brings', () => {
  let service: ServiceCopy
  let template: Template

  beforeAll(async () => {
    service = await copyService()
    const { output } = await service.serverless([
      'package',
      '--package',
      'out',
      '--stage',
      'my-aws-cognito',
      '--param',
      'consoleOrigin=https://app.acme.example',
    ])
    template = await readTemplate(service, 'out').catch(() => {
      throw new Error(output)
    })
  }, 60_000)
  afterAll(() => service.remove())

  test('given people, when they sign up, then by a verified email, a long password and a second factor if they like', () => {
    expect(propertiesOf(template, 'UserPool')).toMatchObject({
      UserPoolTier: 'ESSENTIALS',
      UsernameAttributes: ['email'],
      UsernameConfiguration: { CaseSensitive: false },
      AutoVerifiedAttributes: ['email'],
      UserAttributeUpdateSettings: { AttributesRequireVerificationBeforeUpdate: ['email'] },
      AccountRecoverySetting: { RecoveryMechanisms: [{ Name: 'verified_email', Priority: 1 }] },
      AdminCreateUserConfig: { AllowAdminCreateUserOnly: false },
      Policies: { PasswordPolicy: expect.objectContaining({ MinimumLength: 12 }) },
      MfaConfiguration: 'OPTIONAL',
      EnabledMfas: ['SOFTWARE_TOKEN_MFA'],
    })
  })

  test('given a browser, when it signs in, then by code alone, keeping no secret, back to the console only', () => {
    expect(propertiesOf(template, 'UserPoolClient')).toEqual({
      ClientName: 'console',
      UserPoolId: { Ref: 'UserPool' },
      GenerateSecret: false,
      SupportedIdentityProviders: ['COGNITO'],
      AllowedOAuthFlowsUserPoolClient: true,
      AllowedOAuthFlows: ['code'],
      AllowedOAuthScopes: ['openid', 'email', 'profile', 'claimcheck/profile.delete'],
      CallbackURLs: ['https://app.acme.example/'],
      LogoutURLs: ['https://app.acme.example/'],
      ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH'],
      RefreshTokenRotation: { Feature: 'ENABLED', RetryGracePeriodSeconds: 10 },
      EnableTokenRevocation: true,
      PreventUserExistenceErrors: 'ENABLED',
      AccessTokenValidity: 60,
      IdTokenValidity: 60,
      RefreshTokenValidity: 30,
      TokenValidityUnits: { AccessToken: 'minutes', IdToken: 'minutes', RefreshToken: 'days' },
      ReadAttributes: ['email', 'email_verified', 'name', 'picture'],
      WriteAttributes: ['email', 'name', 'picture'],
    })
  })

  test('given the scope that DELETE asks for, when the client is made, then the scope exists and the client may ask', () => {
    const { Identifier, Scopes } = propertiesOf(template, 'UserPoolResourceServer') as {
      Identifier: string
      Scopes: { ScopeName: string }[]
    }
    const wireScopes = Scopes.map(({ ScopeName }) => `${Identifier}/${ScopeName}`)

    expect(propertiesOf(template, 'HttpApiRouteDeleteProfile').AuthorizationScopes).toEqual(wireScopes)
    expect(propertiesOf(template, 'UserPoolClient').AllowedOAuthScopes).toEqual(
      expect.arrayContaining(wireScopes),
    )
    expect(template.Resources.UserPoolClient).toMatchObject({ DependsOn: ['UserPoolResourceServer'] })
  })

  test('given a stage whose name Cognito would refuse, when packaged, then the sign-in domain does not hold it', () => {
    expect(propertiesOf(template, 'UserPoolDomain')).toEqual({
      UserPoolId: { Ref: 'UserPool' },
      Domain: {
        'Fn::Join': [
          '-',
          ['claimcheck', { 'Fn::Select': [2, { 'Fn::Split': ['/', { Ref: 'AWS::StackId' }] }] }],
        ],
      },
      ManagedLoginVersion: 2,
    })
  })

  test('given managed login, when packaged, then the client has branding, without which no page is shown', () => {
    expect(propertiesOf(template, 'UserPoolBranding')).toEqual({
      UserPoolId: { Ref: 'UserPool' },
      ClientId: { Ref: 'UserPoolClient' },
      UseCognitoProvidedValues: true,
    })
  })

  test('given a console elsewhere, when packaged, then CORS lets in that origin and no other', () => {
    expect(propertiesOf(template, 'HttpApi').CorsConfiguration).toMatchObject({
      AllowOrigins: ['https://app.acme.example'],
    })
  })
})
