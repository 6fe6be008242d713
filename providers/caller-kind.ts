import type { AccessPrincipal, Claims } from './principal.ts'
import { isStated, readText } from './read-claim.ts'
import { renderClaim } from './string-claims.ts'

// Claims that workloads have at any issuer: Kubernetes, GitHub Actions, GitLab CI, service accounts of Keycloak.
const workloadClaims = [
  'kubernetes.io',
  'job_workflow_ref',
  'runner_environment',
  'project_path',
  'clientHost',
  'clientAddress',
]

const workloadTexts: readonly (readonly [claim: string, text: RegExp])[] = [
  ['sub', /^(?:system:serviceaccount:|spiffe:\/\/|project_path:|repo:)|@clients$/],
  ['preferred_username', /^service-account-/],
  ['email', /\.gserviceaccount\.com$/],
  ['gty', /client.credentials/],
]

/** Whether the token names a workload: a CI job, a service account, a pod, a client on its own. */
export function isWorkload(claims: Claims): boolean {
  return (
    workloadClaims.some((name) => isStated(claims, name)) ||
    workloadTexts.some(([name, text]) => text.test(renderClaim(claims[name]) ?? ''))
  )
}

/**
 * The one rule for all providers: a caller is a `user` only where the token shows a person. The provider says what shows
 * one there; a subject that is the client, or the marks of a workload, count against it. Everything else is a `client`.
 * So `auth: { kind: 'user' }` refuses whoever is not certainly a person.
 *
 * @param showsUser Whether the token has what only a person's has at this provider.
 */
export function readKind(
  claims: Claims,
  clientId: string | undefined,
  showsUser: boolean,
): AccessPrincipal['kind'] {
  return showsUser && readText(claims, 'sub') !== clientId && !isWorkload(claims) ? 'user' : 'client'
}
