/** What is wrong with a value, as it reads after `AUTH0_DOMAIN is "...": `, and what was meant, where that can be told. */
export interface Fault {
  readonly fault: string
  readonly fixed?: string | undefined
}

/** Reads a parameter by name; undefined if it is not set. */
export type ReadValue = (name: string) => string | undefined

/** One value that a deploy takes from `--param NAME=value`, the environment or `.env`. */
export interface Parameter {
  /** The same name in all three places: `AUTH0_DOMAIN`. */
  readonly name: string
  readonly required: boolean
  /** What it is, as it reads after "Expected: ". */
  readonly wanted: string
  readonly example: string
  /** Looks at a value that is neither empty nor padded with white space; `read` gives the others, fixed. */
  readonly findFault?: (value: string, read: ReadValue) => Fault | undefined
  /** Said of an empty value where "is empty" does not tell enough. */
  readonly emptyFault?: string
}

/** What a deploy must be told about one provider: which Auth0 tenant, which Okta org. */
export interface ProviderParameters {
  /** What the provider is called, as `recognizeIssuer` calls it. */
  readonly vendor: string
  /** What the names of its values begin with: `AUTH0_`. */
  readonly prefix: string
  readonly values: readonly Parameter[]
  /** Other ways to set the provider up, chosen by the value of a parameter. */
  readonly variants?: ParameterVariants
  /** What a client id looks like, where it does not look like an audience. */
  readonly clientIdPattern?: RegExp
  /** Whether a sign-in has to name the audience that it wants an access token for. @default false */
  readonly namesAudience?: boolean
  /** What is wrong with an issuer that an authorizer names, by its form alone. */
  readonly findIssuerFault?: (issuer: string) => Fault | undefined
}

export interface ParameterVariants {
  /** `--param userPool=existing` */
  readonly param: string
  /** The value that stands for the parameters themselves. */
  readonly standard: string
  readonly others: Readonly<Record<string, ProviderParameters>>
}

/** An audience is compared as a whole; white space or a comma comes from a list where one is wanted. */
export function findListFault(value: string): Fault | undefined {
  return /[\s,]/.test(value) ? { fault: 'more than one word; expected exactly one' } : undefined
}
