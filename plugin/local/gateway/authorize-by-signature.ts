import { verifySignature } from '../../../authorizer/iam/verify-signature.ts'
import { explainSignature } from '../../explain/explain-findings.ts'
import type { Guard, GuardOptions } from './guard.ts'

/** `type: aws_iam`: the request is signed with the key of this run. There are no policies here: whoever has the key may call. */
export function authorizeBySignature({
  region,
  awsKey = { accessKeyId: '', secretAccessKey: '' },
}: Pick<GuardOptions, 'region' | 'awsKey'>): Guard {
  return async ({ body, headers, method, nowMs, target }) => {
    const signed = { method, body, headers: headers.values, ...target }
    const decision = await verifySignature(signed, { key: awsKey, region, nowMs })
    const explanation = explainSignature(decision)
    if (decision.kind === 'stopped') {
      return { kind: 'refused', status: decision.status, headers: [], explanation, name: 'aws_iam' }
    }
    return {
      kind: 'accepted',
      authorized: { kind: 'iam', accessKeyId: awsKey.accessKeyId },
      explanation,
    }
  }
}
