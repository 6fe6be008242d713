import { Hono } from 'hono'
import type Provider from 'oidc-provider'
import { formText } from '../../web/media-types.ts'
import type { IssuerContext } from '../issuer-context.ts'
import { currentInteraction, type Env, resume } from '../oidc/interaction.ts'
import { agree, openQuestion } from './open-question.ts'

const denied = { error: 'access_denied', error_description: 'The user denied access.' }

/** The answer to the consent page. */
export function consentRoutes(context: IssuerContext, provider: Provider): Hono<Env> {
  const app = new Hono<Env>()
  app.post('/:uid/consent', async (c) => {
    const interaction = await currentInteraction(c, provider)
    const question = await openQuestion(context, provider, interaction)
    if (!question) return c.redirect(`/sign-in/${interaction.uid}`, 303)
    const { answer } = await formText(c, 'answer')
    if (answer !== 'allow') return resume(c, provider, denied)
    await agree(context, question)
    return resume(c, provider, { consent: {} })
  })
  return app
}
