/** The sections of a template that its values refer to, with intrinsic functions inside. */
export interface TemplateSections {
  readonly Parameters?: Readonly<Record<string, { readonly Type?: unknown; readonly Default?: unknown }>>
  readonly Mappings?: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, unknown>>>>>>
  readonly Conditions?: Readonly<Record<string, unknown>>
  readonly Outputs?: Readonly<
    Record<string, { readonly Value?: unknown; readonly Export?: { readonly Name?: unknown } }>
  >
}

/** What `Ref` and `Fn::GetAtt` of a name give on this machine. */
export interface ReferenceTargets {
  /** By logical id or pseudo parameter (`AWS::Region`). */
  readonly refs: ReadonlyMap<string, string>
  /** By `LogicalId.Attribute`. */
  readonly attributes: ReadonlyMap<string, string>
  /** Parameters, mappings, conditions and exports of the same stack. @default none */
  readonly template?: TemplateSections
}

/** Evaluates a template value: what functions do with their arguments. */
export type Evaluate = (value: unknown, targets: ReferenceTargets) => unknown

/** `AWS::NoValue`: the member that has it is left out. */
export const noValue = Symbol('AWS::NoValue')
