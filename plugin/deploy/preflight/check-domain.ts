import type { Finding } from './preflight-result.ts'

/** Parameters of `config/domain.yml`; empty if not given. */
export interface DomainSettings {
  readonly domainName: string
  readonly certificateArn: string
  readonly region: string
}

/** Checks that a custom domain name has a certificate that API Gateway can use. */
export function checkDomain({ domainName, certificateArn, region }: DomainSettings): Finding[] {
  if (domainName === '') return []
  const home = /^arn:aws[\w-]*:acm:([a-z0-9-]+):\d{12}:certificate\/.+$/.exec(certificateArn)?.[1]
  if (home === undefined) return [noCertificate(domainName, certificateArn)]
  return home === region ? [] : [elsewhere(certificateArn, region)]
}

function noCertificate(domainName: string, certificateArn: string): Finding {
  const found =
    certificateArn === '' ? 'no certificate' : `"${certificateArn}", which is not a certificate ARN`
  return {
    kind: 'error',
    code: 'domain-without-certificate',
    what: `The domain name ${domainName} has ${found}.`,
    why: 'API Gateway serves a custom domain name with an AWS Certificate Manager certificate only, so the deploy fails partway.',
    fix: 'Set --param certificateArn=arn:aws:acm:REGION:ACCOUNT:certificate/ID, issued for that name.',
  }
}

function elsewhere(certificateArn: string, region: string): Finding {
  return {
    kind: 'error',
    code: 'certificate-elsewhere',
    what: `The certificate ${certificateArn} is not in ${region}.`,
    why: 'The domain name of an HTTP API is regional: its certificate must be in the Region of the API, so the deploy fails partway.',
    fix: `Request a certificate in ${region}.`,
  }
}
