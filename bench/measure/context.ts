/** As much of Lambda's context object as the functions and their frameworks look at. */
export const context = {
  awsRequestId: '8f5d3a3e-7b1f-4a53-9a39-0e6ecb2c2f6d',
  functionName: 'bench',
  functionVersion: '$LATEST',
  invokedFunctionArn: 'arn:aws:lambda:eu-west-1:123456789012:function:bench',
  memoryLimitInMB: '256',
  logGroupName: '/aws/lambda/bench',
  logStreamName: '2026/02/03/[$LATEST]0123456789abcdef0123456789abcdef',
  callbackWaitsForEmptyEventLoop: true,
  getRemainingTimeInMillis: () => 6000,
}
