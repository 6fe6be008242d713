import { Kind, titleOf } from '@libs/title'

interface Event {
  readonly pathParameters: { readonly id: string }
  readonly requestContext: {
    readonly authorizer: { readonly jwt: { readonly claims: Record<string, string> } }
  }
}

export const handler = async ({ pathParameters, requestContext }: Event) => ({
  statusCode: 200,
  body: JSON.stringify({
    title: titleOf(Kind.Note, pathParameters.id),
    use: requestContext.authorizer.jwt.claims.token_use,
  }),
})
