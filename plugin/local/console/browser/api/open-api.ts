import type { SchemaPart } from '../call/body-schema.ts'

/** What the page reads of an OpenAPI document, as `makeDocument` makes it. */
export interface OpenApi {
  readonly info: { readonly title: string; readonly version: string; readonly description?: string }
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
  readonly components: {
    readonly schemas?: Readonly<Record<string, ApiSchema>>
    readonly responses?: Readonly<Record<string, ApiResponse>>
  }
}

export interface Operation {
  readonly summary?: string
  readonly description?: string
  readonly parameters?: readonly Parameter[]
  readonly requestBody?: { readonly required?: boolean; readonly content?: Content }
  readonly responses: Readonly<Record<string, ApiResponse | { readonly $ref: string }>>
}

export interface Parameter {
  readonly name: string
  readonly in: string
  readonly required?: boolean
  readonly deprecated?: boolean
  readonly description?: string
  readonly schema?: ApiSchema
}

export interface ApiResponse {
  readonly description: string
  readonly headers?: Readonly<Record<string, { readonly description?: string }>>
  readonly content?: Content
}

type Content = Readonly<Record<string, { readonly schema?: ApiSchema }>>

export interface ApiSchema extends SchemaPart {
  readonly $ref?: string
  readonly title?: string
  readonly pattern?: string
  readonly deprecated?: boolean
  readonly examples?: readonly unknown[]
  readonly anyOf?: readonly ApiSchema[]
  readonly oneOf?: readonly ApiSchema[]
  readonly allOf?: readonly ApiSchema[]
  readonly additionalProperties?: boolean | ApiSchema
  readonly properties?: Readonly<Record<string, ApiSchema>>
  readonly items?: ApiSchema
}

/** The operation of a route. One of any method has several that are alike. */
export function operationOf({ paths }: OpenApi, routeKey: string): Operation | undefined {
  const [method = '', path = ''] = routeKey.split(' ')
  const methods = paths[path.replace('+}', '}')] ?? {}
  return method === 'ANY' ? Object.values(methods)[0] : methods[method.toLowerCase()]
}

/** A response by its status; one that only the gateway gives is a component. */
export function responseOf({ components }: OpenApi, response: Operation['responses'][string]): ApiResponse {
  if (!('$ref' in response)) return response
  return components.responses?.[nameOf(response.$ref)] ?? { description: '' }
}

export function schemaOf({ components }: OpenApi, reference: string): ApiSchema {
  return components.schemas?.[nameOf(reference)] ?? {}
}

/** `Profile` of `#/components/schemas/Profile`. */
export function nameOf(reference: string): string {
  return reference.split('/').at(-1) ?? reference
}

/** A problem that an operation answers, from the list in the response's description. */
export interface ListedProblem {
  readonly code: string
  readonly detail: string
}

export function problemsOf({ description }: ApiResponse): ListedProblem[] {
  return [...description.matchAll(/^- `(\w+)`: (.*)$/gm)].map(([, code = '', detail = '']) => ({
    code,
    detail,
  }))
}
