import { base64url } from '../keys.ts'
import type { RefusedToken } from './refused-token.ts'
import type { Signers } from './sign-fixture.ts'

/** Texts that are no token, or a spoiled one. */
export async function makeTexts({ sign }: Signers): Promise<readonly RefusedToken[]> {
  const cognito = await sign('cognito-access')
  const auth0 = await sign('auth0-access')
  const [head = '', body = ''] = cognito.split('.')
  return [
    { what: 'no header', tenant: 'cognito', value: undefined, check: 'identity source', fix: 'no-token' },
    { what: 'an empty variable', tenant: 'auth0', value: '', check: 'identity source', fix: 'no-token' },
    {
      what: 'an undefined variable',
      tenant: 'okta',
      value: 'Bearer undefined',
      check: 'decode',
      fix: 'placeholder',
    },
    {
      what: 'a variable not filled in',
      tenant: 'okta',
      value: 'Bearer {{token}}',
      check: 'decode',
      fix: 'placeholder',
    },
    {
      what: 'alg none and no signature',
      tenant: 'cognito',
      value: `Bearer ${base64url('{"alg":"none"}')}.${body}.`,
      check: 'decode',
      fix: 'unsigned-token',
    },
    {
      what: 'Bearer twice',
      tenant: 'cognito',
      value: `Bearer Bearer ${cognito}`,
      check: 'decode',
      fix: 'bearer-twice',
    },
    {
      what: 'two blanks',
      tenant: 'cognito',
      value: `Bearer  ${cognito}`,
      check: 'decode',
      fix: 'copied-with-line-breaks',
    },
    {
      what: 'bearer in lower case',
      tenant: 'cognito',
      value: `bearer ${cognito}`,
      check: 'decode',
      fix: 'another-scheme',
    },
    {
      what: 'a scheme of its own',
      tenant: 'auth0',
      value: `Token ${auth0}`,
      check: 'decode',
      fix: 'another-scheme',
    },
    {
      what: 'a user and a password',
      tenant: 'auth0',
      value: 'Basic bWlyYTpzZWNyZXQ=',
      check: 'decode',
      fix: 'another-scheme',
    },
    {
      what: 'the whole answer of the token endpoint',
      tenant: 'auth0',
      value: `Bearer {"access_token":"${auth0}","token_type":"Bearer"}`,
      check: 'decode',
      fix: 'whole-answer-copied',
    },
    {
      what: 'a token with what follows it in the URL',
      tenant: 'cognito',
      value: `Bearer ${cognito}&token_type=Bearer&expires_in=3600`,
      check: 'decode',
      fix: 'copied-with-url',
    },
    {
      what: 'a token with an ampersand',
      tenant: 'cognito',
      value: `Bearer ${cognito}&`,
      check: 'decode',
      fix: 'copied-with-url',
    },
    {
      what: 'a token with its name',
      tenant: 'cognito',
      value: `Bearer id_token=${cognito}`,
      check: 'decode',
      fix: 'copied-with-url',
    },
    {
      what: 'a token in quotes',
      tenant: 'okta',
      value: `Bearer "${cognito}"`,
      check: 'decode',
      fix: 'copied-with-quotes',
    },
    {
      what: 'a token with line breaks',
      tenant: 'cognito',
      value: `Bearer ${cognito.replaceAll(/(.{64})/g, '$1\n')}`,
      check: 'decode',
      fix: 'copied-with-line-breaks',
    },
    {
      what: 'a token percent-encoded',
      tenant: 'cognito',
      value: encodeURIComponent(`"${cognito}"`),
      check: 'decode',
      fix: 'percent-encoded',
    },
    {
      what: 'a token without its end',
      tenant: 'cognito',
      value: `Bearer ${head}.${body}`,
      check: 'decode',
      fix: 'cut-short',
    },
    {
      what: 'a token cut in its payload',
      tenant: 'cognito',
      value: `${head}.${body.slice(0, 81)}`,
      check: 'decode',
      fix: 'cut-short',
    },
    {
      what: 'a token shortened by dots',
      tenant: 'cognito',
      value: `Bearer ${head}...`,
      check: 'decode',
      fix: 'cut-short',
    },
    {
      what: "a token with the shell's %",
      tenant: 'cognito',
      value: `Bearer ${cognito}%`,
      check: 'decode',
      fix: 'copied-with-more',
    },
    {
      what: 'a token with a comma',
      tenant: 'cognito',
      value: `Bearer ${cognito},`,
      check: 'decode',
      fix: 'copied-with-more',
    },
    {
      what: 'two words',
      tenant: 'okta',
      value: 'Bearer hello.world',
      check: 'decode',
      fix: 'not-a-signed-jwt',
    },
  ]
}
