import type { Finding } from './preflight-result.ts'

/** What `config/domain.yml` takes; empty text for what is not given. */
export interface DomainSettings {
  readonly domainName: string
  readonly certificateArn: string
  readonly region: string
}

/** Looks whether a name of one's own comes with a certificate that API Gateway can use for it. */
export function checkDomain({ domainName, certificateArn, region }: DomainSettings): Finding[] {
  if (domainName === '') return []
  const home = /^arn:aws[\w-]*:acm:([a-z0-9-]+):\d{12}:certificate\/.+$/.exec(certificateArn)?.[1]
  if (home === undefined) return [noCertificate(domainName, certificateArn)]
  return home === region ? [] : [elsewhere(certificateArn, region)]
}

function noCertificate(domainName: string, certificateArn: string): Finding {
  const found = certificateArn === '' ? 'no certificate' : `"${certificateArn}", which is not the ARN of one`
  return {
    kind: 'error',
    code: 'domain-without-certificate',
    what: `The domain name ${domainName} comes with ${found}.`,
    why: 'API Gateway serves a name of yours with a certificate of AWS Certificate Manager only, so the deploy fails half-way.',
    fix: 'Give --param certificateArn=arn:aws:acm:REGION:ACCOUNT:certificate/ID, issued for that name.',
  }
}

function elsewhere(certificateArn: string, region: string): Finding {
  return {
    kind: 'error',
    code: 'certificate-elsewhere',
    what: `The certificate ${certificateArn} is not in ${region}.`,
    why: 'The domain name of an HTTP API is regional: its certificate must be in the Region of the API, so the deploy fails half-way.',
    fix: `Request a certificate in ${region}.`,
  }
}
