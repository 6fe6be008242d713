/** The commands that the plugin adds, as `serverless --help` lists them. */
export const commands = {
  local: {
    usage: 'Run the API, the sign-in pages and the table on this machine (npm start)',
    lifecycleEvents: ['start'],
    options: {
      port: { type: 'string', usage: 'Port of the API (default: 3000)' },
      'console-port': { type: 'string', usage: 'Port of the sign-in pages and the console (default: 3001)' },
      state: {
        type: 'string',
        usage: 'Folder that keeps users, keys and rows between runs (default: .claimcheck)',
      },
      fresh: { type: 'boolean', usage: 'Forget the users, keys and rows of earlier runs first' },
      issuer: {
        type: 'string',
        usage: "Check a real tenant's tokens: its issuer URL, slash included if it has one",
      },
      audience: {
        type: 'string',
        usage: 'With --issuer: the accepted audiences or client ids, separated by commas',
      },
    },
  },
  token: {
    usage: 'Print one token from the running issuer, alone on stdout',
    lifecycleEvents: ['print'],
    options: {
      state: { type: 'string', usage: 'The --state of that run, if it has one (default: .claimcheck)' },
      use: { type: 'string', usage: 'id or access (default: access)' },
      user: {
        type: 'string',
        usage: 'E-mail of a local user, made if there is none (default: alice@example.com)',
      },
      group: {
        type: 'multiple',
        usage: 'A group the user is in; may be repeated (default: those of the user)',
      },
      scope: { type: 'multiple', usage: 'A scope to grant; may be repeated (default: all of the service)' },
    },
  },
} as const
