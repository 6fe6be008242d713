import { existsSync } from 'node:fs'
import { basename, dirname, join, relative, resolve } from 'node:path'
import { conditionHolds } from '../intrinsics/resolve.ts'
import type { ReferenceTargets } from '../intrinsics/targets.ts'
import type { DeclaredService } from '../read-service.ts'
import { readTables } from '../read-tables.ts'
import { referenceTargets } from '../references.ts'
import type { LocalService } from '../service.ts'
import {
  parseFile,
  readTemplateFile,
  refOf,
  resourcesOf,
  type Template,
  type TemplateContext,
} from './template.ts'
import { readRestMethods, readTemplateEvents } from './template-events.ts'
import { readFunctionResources, readTemplateFunctions } from './template-functions.ts'
import { findHttpApi, readTemplateCors, readTemplateRoutes } from './template-routes.ts'

/** What the command line says of the stack. */
export interface TemplateOptions {
  readonly stage?: string | undefined
  readonly region?: string | undefined
}

/** Folders of build output: the service is the folder around them. */
const outputFolders = new Set(['.serverless', 'cdk.out'])

/**
 * Reads a packaged service from its CloudFormation template: routes, authorizers, functions and tables, whatever framework
 * wrote it. The code of a function is the zip or folder beside the template: `artifact` or `codeDir`.
 *
 * @throws {UserError} `ERR_TEMPLATE_UNREADABLE`; `ERR_TEMPLATE_VALUE` for a value that makes no text.
 */
export function readTemplate(path: string, options: TemplateOptions = {}): DeclaredService {
  const { Resources, ...template } = readTemplateFile(path)
  const folder = dirname(resolve(path))
  const dir = outputFolders.has(basename(folder)) ? dirname(folder) : folder
  const file = relative(dir, resolve(path))
  const state = readState(join(folder, 'serverless-state.json'))
  const place = placeOf(basename(dir), state, options)
  const conditions = referenceTargets(place, { template })
  const resources = createdResources(Resources, conditions, file)
  const bare = { resources, folder, file, targets: conditions }
  const named = readFunctionResources(bare)
  const { tables, notServed } = readTables(resources, { ...place, file, targets: bare.targets })
  const targets = referenceTargets(place, { tables, functions: named, template })
  const context = { ...bare, targets }
  const functions = readTemplateFunctions(context, (name) => state.keys.get(name))
  const api = findHttpApi(context)
  return {
    ...place,
    file,
    dir,
    apiStage: readStage(api?.logicalId, context),
    functions,
    routes: readTemplateRoutes({ ...context, functions }),
    restRoutes: readRestMethods(context),
    cors: readTemplateCors(api, context),
    tables,
    resources,
    targets,
    notServed: [...notServed, ...readTemplateEvents(context)],
  }
}

/** Without those whose condition is not met. */
function createdResources(
  resources: Template['Resources'],
  targets: ReferenceTargets,
  file: string,
): Template['Resources'] {
  const created = Object.entries(resources).filter(
    ([logicalId, { Condition }]) =>
      Condition === undefined || conditionHolds(Condition, targets, `${file}, resource ${logicalId}`),
  )
  return Object.fromEntries(created)
}

function readStage(api: string | undefined, context: TemplateContext): DeclaredService['apiStage'] {
  const { StageName = '$default', StageVariables = {} } =
    resourcesOf(context, 'AWS::ApiGatewayV2::Stage').find(
      ({ properties }) => api !== undefined && refOf(properties.ApiId) === api,
    )?.properties ?? {}
  return { name: StageName, variables: StageVariables }
}

/** What Serverless writes beside its template. */
interface PackageState {
  readonly name?: string
  readonly stage?: string
  readonly region?: string
  /** The functions' keys by their deployed names. */
  readonly keys: ReadonlyMap<string, string>
}

function readState(file: string): PackageState {
  if (!existsSync(file)) return { keys: new Map() }
  const { service = {} } = Object(parseFile(file))
  const { provider = {}, functions = {} } = service
  const keys = Object.entries<{ name?: string }>(functions).map(
    ([key, { name = key }]) => [name, key] as const,
  )
  return {
    name: typeof service.service === 'string' ? service.service : service.service?.name,
    stage: provider.stage,
    region: provider.region,
    keys: new Map(keys),
  }
}

function placeOf(
  folder: string,
  state: PackageState,
  { stage, region }: TemplateOptions,
): Pick<LocalService, 'name' | 'stage' | 'region'> {
  return {
    name: state.name ?? folder,
    stage: stage ?? state.stage ?? 'dev',
    region: region ?? state.region ?? process.env.AWS_REGION ?? 'us-east-1',
  }
}
