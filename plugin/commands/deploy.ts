import type { Command, CommandContext } from '../command.ts'
import { runPreflight } from './preflight.ts'

/** What comes before and after `serverless deploy`, which is Serverless's own. */
export const deploy = {
  definition: {
    options: {
      // Serverless reads --no-NAME as false.
      preflight: {
        type: 'boolean',
        usage: 'Run serverless preflight first (the default; --no-preflight skips it)',
      },
    },
  },
  hooks: (context) => {
    const preflight = once(() => preflightOfDeploy(context))
    return {
      // The first step of a deploy is packaging; with --package there is none.
      'before:package:cleanup': preflight,
      'before:deploy:deploy': async () => {
        await preflight()
        const { checkStack } = await import('../deploy/stack/check-stack.ts')
        await checkStack(context.serverless, () => Object.assign(context.options, { force: true }))
      },
      'after:deploy:deploy': () => printNextSteps(context),
      'after:info:info': () => printNextSteps(context),
    }
  },
} as const satisfies Command

async function preflightOfDeploy(context: CommandContext): Promise<void> {
  if (context.serverless.processedInput.commands.join(' ') !== 'deploy') return
  if (context.options.preflight !== false) return runPreflight(context, process.stderr)
  process.stderr.write(
    '\nPreflight is skipped (--no-preflight): issuer, audience, guards and scopes are not checked.\n\n',
  )
}

async function printNextSteps({ serverless }: CommandContext): Promise<void> {
  // A rehearsed stack is removed at once: there is nothing to call.
  if (process.env.CLAIMCHECK_REHEARSAL !== undefined) return
  const { printNextSteps } = await import('../deploy/next-steps/print-next-steps.ts')
  printNextSteps(serverless)
}

function once(work: () => Promise<void>): () => Promise<void> {
  let done: Promise<void> | undefined
  return () => {
    done ??= work()
    return done
  }
}
