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
  console: {
    usage: 'Sign in for a deployed stage in the browser, call its API and see why it refuses',
    lifecycleEvents: ['serve'],
    options: {
      'console-port': { type: 'string', usage: 'Port of the console (default: 3001)' },
      issuer: {
        type: 'string',
        usage: "Where to sign in: the issuer's URL (default: the stack's output Issuer)",
      },
      'client-id': {
        type: 'string',
        usage: "As whom: a public client (default: the stack's output SignInClientId)",
      },
      url: { type: 'string', usage: "What to call: the API's URL (default: the stack's output ApiUrl)" },
      audience: {
        type: 'string',
        usage: 'What the authorizer lists, separated by commas (default: as deployed)',
      },
      scope: {
        type: 'multiple',
        usage: "A scope to ask for; may be repeated (default: the stack's SignInScopes)",
      },
    },
  },
  rehearse: {
    usage: 'Deploy to an AWS emulator, run the acceptance suite over it, and remove it again',
    lifecycleEvents: ['run'],
    options: {
      endpoint: {
        type: 'string',
        usage: 'A MiniStack that runs already, such as http://127.0.0.1:4566 (default: one of its own)',
      },
      state: {
        type: 'string',
        usage: 'Folder that keeps the emulator between rehearsals, and their logs (default: .claimcheck)',
      },
    },
  },
  preflight: {
    usage: 'Check issuer, audience, guards and scopes as AWS would, before a deploy',
    lifecycleEvents: ['check'],
  },
  deploy: {
    options: {
      // Serverless reads --no-NAME as false.
      preflight: {
        type: 'boolean',
        usage: 'Run serverless preflight first (the default; --no-preflight leaves it out)',
      },
    },
  },
  token: {
    usage: 'Print one token from the running issuer, alone on stdout',
    lifecycleEvents: ['print'],
    options: {
      state: { type: 'string', usage: 'The --state of that run, if it has one (default: .claimcheck)' },
      use: { type: 'string', usage: 'id or access (default: access)' },
      client: { type: 'boolean', usage: 'The access token of a client by itself, with no user behind it' },
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
    commands: {
      explain: {
        usage:
          'Say why a token is accepted or refused: token explain TOKEN, or - for stdin (ends with 0 accepted, 1 refused, 2 neither)',
        lifecycleEvents: ['print'],
        options: {
          state: {
            type: 'string',
            usage: 'The --state of the run whose authorizer is meant (default: .claimcheck)',
          },
          issuer: {
            type: 'string',
            usage: "The authorizer's issuer, slash included if it has one (default: that of the run)",
          },
          audience: {
            type: 'string',
            usage: 'With --issuer: the accepted audiences or client ids, separated by commas',
          },
          route: { type: 'string', usage: "The route that is called, for its scopes: 'DELETE /profile'" },
          scope: { type: 'multiple', usage: 'A scope that is asked for; one of several will do' },
          at: { type: 'string', usage: 'Decide as of this time: 2026-11-23T12:00:00Z (default: now)' },
          json: { type: 'boolean', usage: 'Print the explanation as JSON' },
        },
      },
    },
  },
} as const
