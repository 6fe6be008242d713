/** Where the AWS SDK v2 makes its configuration, and is done with it. */
export const sdkV2Configuration = /[\\/]aws-sdk[\\/]lib[\\/]node_loader\.js$/

/** A variable that it reads, by which a bundle with it is recognized. */
export const sdkV2Mark = 'AWS_NODEJS_CONNECTION_REUSE_ENABLED'

/**
 * The AWS SDK v2 does not read `AWS_ENDPOINT_URL_DYNAMODB` and its like, as all newer ones do. An endpoint that the function
 * sets itself still wins.
 *
 * @see https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html
 */
export const sdkV2Endpoints = `
;(() => {
  const { config } = require('./core')
  for (const [name, endpoint] of Object.entries(process.env)) {
    const service = /^AWS_ENDPOINT_URL_(\\w+)$/.exec(name)?.[1].toLowerCase().replaceAll('_', '')
    if (service && endpoint) config[{ sfn: 'stepfunctions' }[service] ?? service] = { endpoint }
  }
})()
`
