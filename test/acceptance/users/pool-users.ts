import { randomBytes, randomUUID } from 'node:crypto'
import {
  AdminConfirmSignUpCommand,
  AdminDeleteUserCommand,
  CognitoIdentityProviderClient,
  SignUpCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import { UserError } from '../../../plugin/user-error.ts'
import { type Account, type SignInPlace, signInByForm } from './sign-in-by-form.ts'
import { cacheTokens, type User, type Users } from './users.ts'

export interface UserPool extends SignInPlace {
  readonly userPoolId: string
}

/**
 * Two users who sign up in the user pool of an emulator and sign in on its page: code flow with PKCE, as in the
 * console. Not for a pool on AWS: its page needs a browser, and it would send mail to addresses that do not exist.
 *
 * @throws {UserError} unless `AWS_ENDPOINT_URL` says where the emulator is.
 */
export async function poolUsers(pool: UserPool): Promise<Users> {
  if (!process.env.AWS_ENDPOINT_URL) {
    throw new UserError(
      'ERR_OPTION_INVALID',
      '--user-pool is for the pool of an emulator: set AWS_ENDPOINT_URL. For a pool on AWS: --tokens FILE.',
    )
  }
  const cognito = new CognitoIdentityProviderClient({ region: pool.userPoolId.split('_')[0] ?? '' })
  const accounts = ['ada', 'bob'].map(newAccount) as [Account, Account]
  const [ada, bob] = accounts.map((account) => userOf(pool, account)) as [User, User]
  const close = async () => {
    for (const { email } of accounts) await forget(cognito, pool, email)
  }
  try {
    for (const account of accounts) await signUp(cognito, pool, account)
  } catch (error) {
    await close()
    throw error
  }
  return { source: `the user pool ${pool.userPoolId}`, ada, bob, close }
}

function newAccount(name: string): Account {
  return { email: `${name}-${randomUUID()}@example.com`, password: randomBytes(24).toString('base64url') }
}

async function signUp(cognito: CognitoIdentityProviderClient, pool: UserPool, account: Account) {
  const UserAttributes = [{ Name: 'email', Value: account.email }]
  const signUp = {
    ClientId: pool.clientId,
    Username: account.email,
    Password: account.password,
    UserAttributes,
  }
  await cognito.send(new SignUpCommand(signUp))
  const user = { UserPoolId: pool.userPoolId, Username: account.email }
  await cognito.send(new AdminConfirmSignUpCommand(user))
}

async function forget(cognito: CognitoIdentityProviderClient, { userPoolId }: UserPool, email: string) {
  const command = new AdminDeleteUserCommand({ UserPoolId: userPoolId, Username: email })
  await cognito.send(command).catch((error: Error) => {
    if (error.name !== 'UserNotFoundException') throw error
  })
}

/** One sign-in gives the id token and the access token; a second one, without the scope, the other access token. */
function userOf(pool: UserPool, account: Account): User {
  const signIns = new Map<string, ReturnType<typeof signInByForm>>()
  const signedIn = (scopes: readonly string[]) => {
    const key = scopes.join(' ')
    const signIn = signIns.get(key) ?? signInByForm(pool, account, scopes)
    signIns.set(key, signIn)
    return signIn
  }
  return cacheTokens(async (kind) => {
    if (kind === 'client') return undefined
    const openId = ['openid', 'email', 'profile']
    const tokens = await signedIn(
      kind === 'accessWithoutScope' ? openId : [...openId, 'claimcheck/profile.delete'],
    )
    return kind === 'id' ? tokens.id : tokens.access
  })
}
