import type { LocalRoute, NotServed } from '../service.ts'
import { refOf, resourcesOf, type TemplateContext } from './template.ts'

/** Resources that call functions on AWS and do not run here. */
const callers: Readonly<Record<string, string>> = {
  'AWS::Lambda::EventSourceMapping': 'nothing sends its events on this machine',
  'AWS::Lambda::Url': 'function URLs do not run here',
  'AWS::Events::Rule': 'nothing sends its events on this machine',
  'AWS::Scheduler::Schedule': 'nothing sends its events on this machine',
  'AWS::SNS::Subscription': 'nothing sends its events on this machine',
  'AWS::IoT::TopicRule': 'nothing sends its events on this machine',
  'AWS::ElasticLoadBalancingV2::ListenerRule': 'load balancers do not run here',
}

/** Names what a template has besides its HTTP API that would call a function. */
export function readTemplateEvents(context: TemplateContext): NotServed[] {
  const remedy =
    'Invoke the function yourself, with npx claimcheck invoke or in the console, or test it on AWS.'
  const apis = resourcesOf(context, 'AWS::ApiGatewayV2::Api').filter(
    ({ properties }) => properties.ProtocolType === 'WEBSOCKET',
  )
  return [
    ...apis.map(({ logicalId }) => ({
      name: `resource ${logicalId}`,
      reason: 'WebSocket APIs do not run here',
      remedy,
    })),
    ...resourcesOf(context, ...Object.keys(callers)).map(({ logicalId, type }) => ({
      name: `resource ${logicalId} (${type})`,
      reason: String(callers[type]),
      remedy,
    })),
  ]
}

/** The methods of REST APIs, none of which is served. */
export function readRestMethods(context: TemplateContext): LocalRoute[] {
  return resourcesOf(context, 'AWS::ApiGateway::Method').map(({ properties }) => {
    const routeKey = `${String(properties.HttpMethod)} ${pathOf(properties.ResourceId, context) || '/'}`
    const notServed = {
      name: `route ${routeKey}`,
      reason: 'it belongs to a REST API, and only HTTP API routes run here',
      remedy: 'Declare it in the HTTP API to serve it here, or test it on AWS.',
    }
    return { routeKey, functionKey: '', authorizer: undefined, scopes: [], notServed }
  })
}

/** A REST API's resources form a tree of path parts. */
function pathOf(resource: unknown, context: TemplateContext): string {
  const { Type, Properties } = context.resources[refOf(resource) ?? ''] ?? {}
  if (Type !== 'AWS::ApiGateway::Resource') return ''
  return `${pathOf(Properties?.ParentId, context)}/${String(Properties?.PathPart)}`
}
