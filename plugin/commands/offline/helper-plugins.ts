/** Plugins that hook into serverless-offline's lifecycle events, by the name of their class, and what they do here. */
const helpers: readonly (readonly [name: RegExp, note: string])[] = [
  [
    /^Serverless(?:DynamoDBPlugin|DynamodbLocal)$/,
    'serverless-dynamodb starts a DynamoDB of its own. Functions use the tables of this run, unless they name another endpoint; for its tables, run serverless local --dynamodb URL.',
  ],
  [
    /^ServerlessOfflineSQS/,
    'serverless-offline-sqs calls the functions of sqs events through serverless-offline: they do not see the tables of this run.',
  ],
  [
    /^ServerlessOffline(?:SNS|Sns|Kinesis|S3|DynamodbStreams|DynamoDBStreams)/,
    'A plugin of the serverless-offline family calls functions through serverless-offline: they do not see the tables of this run.',
  ],
]

/** A line for each plugin beside ours that starts something of its own. */
export function noteHelpers(plugins: readonly object[]): string[] {
  const names = plugins.map((plugin) => plugin.constructor.name)
  return helpers.filter(([known]) => names.some((name) => known.test(name))).map(([, note]) => note)
}
