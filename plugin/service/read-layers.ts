import { resolve } from 'node:path'
import type { ServerlessFunction, ServerlessService } from './serverless.ts'
import type { LocalLayer } from './service.ts'

type Layers = NonNullable<ServerlessService['layers']>

/** The layers of a function, in their order: those of the service itself, with where they are, and others by name alone. */
export function readLayers(
  dir: string,
  { provider, layers = {} }: ServerlessService,
  definition: ServerlessFunction,
): LocalLayer[] {
  const wanted = definition.layers ?? provider.layers ?? []
  const own = new Map(Object.entries(layers).map(([name, layer]) => [logicalIdOf(name), pathOf(dir, layer)]))
  return wanted.map((layer) => {
    const name = nameOf(layer)
    const path = own.get(name)
    return path === undefined ? { name } : { name, path }
  })
}

/** As Serverless names a layer's resource: `deps` is `DepsLambdaLayer`, and `-` in it is `Dash`. */
function logicalIdOf(name: string): string {
  const normalized = name.replaceAll('-', 'Dash').replaceAll('_', 'Underscore')
  return `${normalized.charAt(0).toUpperCase()}${normalized.slice(1)}LambdaLayer`
}

function pathOf(dir: string, layer: Layers[string]): string | undefined {
  const path = layer.package?.artifact ?? layer.path
  return path === undefined ? undefined : resolve(dir, path)
}

/** `{ Ref: DepsLambdaLayer }`, an ARN, or another expression. */
function nameOf(layer: unknown): string {
  if (typeof layer === 'string') return layer
  const reference: unknown =
    typeof layer === 'object' && layer !== null ? Reflect.get(layer, 'Ref') : undefined
  return typeof reference === 'string' ? reference : JSON.stringify(layer)
}
