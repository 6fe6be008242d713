import { resolveOptionalText } from '../intrinsics/resolve.ts'
import type { LocalLayer } from '../service.ts'
import { findPackagedFile } from './packaged-file.ts'
import { type ReadResource, refOf, resourcesOf, type TemplateContext } from './template.ts'

/** The layers of a function, in their order: those of the template with their zip or folder, others by their ARN alone. */
export function readTemplateLayers(
  { logicalId, properties }: ReadResource,
  context: TemplateContext,
): LocalLayer[] {
  const own = new Map(
    resourcesOf(context, 'AWS::Lambda::LayerVersion').map((layer) => [layer.logicalId, layer]),
  )
  return [properties.Layers ?? []].flat().map((wanted) => {
    const layer = own.get(refOf(wanted) ?? '')
    const place = `${context.file}, resource ${logicalId}, Layers`
    if (!layer) return { name: resolveOptionalText(wanted, context.targets, place) ?? JSON.stringify(wanted) }
    const { path } = findPackagedFile(layer, layer.properties.Content, context)
    return path === undefined ? { name: layer.logicalId } : { name: layer.logicalId, path }
  })
}
