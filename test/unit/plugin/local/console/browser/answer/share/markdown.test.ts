import { describe, expect, test } from '@jest/globals'
import { explainNoRoute } from '../../../../../../../../plugin/explain/answers/explain-no-route.ts'
import { explainToken } from '../../../../../../../../plugin/explain/explain-token.ts'
import { toExplanationDocument } from '../../../../../../../../plugin/explain/explanation-document.ts'
import { explanationMarkdown } from '../../../../../../../../plugin/local/console/browser/answer/share/markdown.ts'
import { keysInHand } from '../../../../../../../support/refused-tokens/keys-in-hand.ts'
import { authorizers, nowMs } from '../../../../../../../support/refused-tokens/refused-token.ts'

const common = { method: 'GET', path: '/profile', explanation: null, answer: null }

describe('an explanation as Markdown', () => {
  test('of a refusal is its fix and a table of the checks, without the token', async () => {
    const token = ['{"alg":"none"}', '{"sub":"7","exp":1}', 'signature']
      .map((part) => Buffer.from(part).toString('base64url'))
      .join('.')
    const explanation = await explainToken(`Bearer ${token}`, {
      authorizer: authorizers.okta,
      routeScopes: ['a|b'],
      keys: keysInHand([]),
      nowMs,
    })
    const text = explanationMarkdown({
      ...common,
      status: 401,
      statusText: 'Unauthorized',
      explanation: toExplanationDocument(explanation),
    })

    expect(text).toMatch(/^### `GET \/profile`: 401 Unauthorized\n\nRefused at `alg \(algorithm\)`\. /)
    expect(text).toContain('| alg (algorithm) | failed |')
    expect(text).toContain('a\\|b')
    expect(text).toMatch(/\nMore: docs\/guide\/refusals\.md#[\w-]+$/)
    expect(text).not.toContain(token)
  })

  test('of any other answer is what was found, expected and to be done', () => {
    const answer = explainNoRoute({
      method: 'GET',
      path: '/profile/',
      routeKeys: [],
      base: '',
      stages: [],
      matches: (_method, path) => (path === '/profile' ? 'GET /profile' : undefined),
    })

    expect(explanationMarkdown({ ...common, status: 404, statusText: 'Not Found', answer })).toBe(
      [
        '### `GET /profile`: 404 Not Found',
        '',
        'No route for GET /profile/.',
        '',
        '- found: GET /profile/',
        '- expected: nearest: GET /profile',
        '- fix: Send GET /profile. On HTTP APIs, a path with a slash at its end is another path.',
        '- more: docs/guide/refusals.md#trailing-slash, https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html',
      ].join('\n'),
    )
  })
})
