/** The environment of a function on Lambda, as far as the contenders read it: the same for all of them. */
export const functionEnvironment = {
  CLAIMCHECK_PROVIDER: 'cognito',
  CLAIMCHECK_IDENTITY_SOURCE: '$request.header.Authorization',
  CLAIMCHECK_LOG_KEY: 'arn:aws:cloudformation:eu-west-1:123456789012:stack/bench/8f5d3a3e',
  PROFILE_TABLE: 'profiles',
  AWS_REGION: 'eu-west-1',
  AWS_ACCESS_KEY_ID: 'local',
  AWS_SECRET_ACCESS_KEY: 'local',
}
