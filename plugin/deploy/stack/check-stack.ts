import { setTimeout as sleep } from 'node:timers/promises'
import { readParams } from '../../service/params.ts'
import type { ServerlessInstance } from '../../service/serverless.ts'
import { assertNoSwitch } from './assert-no-switch.ts'
import { awaitStack } from './await-stack.ts'
import { readDeployedTemplate, readStackNow } from './stack.ts'

/**
 * Checks the stack that this deploy would change, before it changes anything: waits for an earlier deploy that was
 * killed, and stops if the stage would start to accept another issuer's tokens.
 *
 * @param force Makes Serverless deploy even if nothing has changed. It compares with the last upload, and would otherwise
 * skip a stack that was rolled back since.
 * @throws {UserError} `ERR_STACK_STUCK` or `ERR_PROVIDER_SWITCH`, each with what to do.
 */
export async function checkStack(serverless: ServerlessInstance, force: () => void): Promise<void> {
  const stack = await awaitStack({
    read: () => readStackNow(serverless),
    stage: serverless.getProvider('aws').getStage(),
    log: (line) => process.stderr.write(`${line}\n`),
    sleep,
  })
  const { compiledCloudFormationTemplate: template } = serverless.service.provider
  if (!stack || !template) return
  if (stack.status === 'UPDATE_ROLLBACK_COMPLETE') force()
  const switchFrom = readParams(serverless).get('switchFrom')
  await assertNoSwitch({ stack, template, switchFrom, readDeployed: () => readDeployedTemplate(serverless) })
}
