exports.handler = async ({ authorizationToken, methodArn }) => {
  if (authorizationToken === 'Bearer broken') throw new Error('no answer')
  const Effect = authorizationToken === 'Bearer sesame' ? 'Allow' : 'Deny'
  return {
    principalId: 'ada',
    policyDocument: {
      Version: '2012-10-17',
      Statement: [{ Action: 'execute-api:Invoke', Effect, Resource: methodArn }],
    },
    context: { door: 'back' },
  }
}
