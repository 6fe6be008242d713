import { findDomainFault } from '../domain-name.ts'
import { type Fault, findListFault, type ProviderParameters, type ReadValue } from '../parameter.ts'

/** An existing user pool, which the stack leaves alone: `--param userPool=existing`. */
const existingPool: ProviderParameters = {
  vendor: 'Amazon Cognito',
  prefix: 'COGNITO_',
  values: [
    {
      name: 'COGNITO_USER_POOL_ID',
      required: true,
      wanted: 'the id of the user pool, which is in the Region of the stack',
      example: 'us-east-1_Ab12Cd34E',
      findFault: findPoolFault,
    },
    {
      name: 'COGNITO_CLIENT_ID',
      required: true,
      wanted: 'the id of the app client that users sign in with',
      example: '1example23456789',
      findFault: (value) => (/^\w+$/.test(value) ? undefined : { fault: 'not the id of an app client' }),
    },
    {
      name: 'COGNITO_DOMAIN',
      required: true,
      wanted: 'the domain of its sign-in pages, in full',
      example: 'acme.auth.us-east-1.amazoncognito.com',
      findFault: findDomainFault,
    },
    {
      name: 'COGNITO_RESOURCE_SERVER',
      required: false,
      wanted: 'the identifier of the resource server that has the scope profile.delete',
      example: 'claimcheck',
      findFault: findListFault,
    },
  ],
}

/** By default nothing: the stack brings its own user pool. */
export const cognitoParameters: ProviderParameters = {
  vendor: 'Amazon Cognito',
  prefix: 'COGNITO_',
  values: [],
  variants: { param: 'userPool', standard: 'own', others: { existing: existingPool } },
}

function findPoolFault(id: string, read: ReadValue): Fault | undefined {
  const region = /^([a-z]+(?:-[a-z]+)+-\d)_[0-9A-Za-z]+$/.exec(id)?.[1]
  if (region === undefined) return { fault: 'not the id of a user pool' }
  const wanted = read('region')
  if (wanted === undefined || wanted === region) return undefined
  return { fault: `in ${region}, and the stack would be in ${wanted}: give --param region=${region}` }
}
