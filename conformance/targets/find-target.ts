import type { ApiName } from '../case-shape.ts'
import { ministack } from './ministack.ts'
import { ours } from './ours.ts'
import { runningGateway } from './running-gateway.ts'
import { serverlessOffline } from './serverless-offline.ts'
import type { Target } from './target.ts'

const started = [ours, serverlessOffline, ministack]

/** The target of a name that `readArguments` let through; `urls` is for the one called `url`. */
export function findTarget(name: string, urls: ReadonlyMap<ApiName, string>): Target {
  return started.find((target) => target.name === name) ?? runningGateway(urls)
}
