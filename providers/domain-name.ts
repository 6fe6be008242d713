import type { Fault } from './parameter.ts'

// Names of at least two labels whose last is not a number, so neither `localhost` nor an IP address (RFC 1123 section 2.1).
const domainName =
  /^(?=.{1,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?$/

/**
 * Looks for anything but a plain domain name. The issuer is made from it and compared exactly, so a scheme, a slash or
 * a capital letter would refuse every token.
 */
export function findDomainFault(value: string): Fault | undefined {
  if (domainName.test(value)) return undefined
  return { fault: nameFault(value), fixed: domainIn(value) }
}

function nameFault(value: string): string {
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(value)) return 'a URL; expected the domain alone'
  if (/[/?#\\]/.test(value)) return 'a domain with a path; expected the domain alone'
  if (/:\d*$/.test(value)) return 'a domain with a port; the authorizer reaches issuers on port 443 only'
  if (domainName.test(value.toLowerCase())) return 'not in lower case; issuers are compared exactly'
  return 'not a domain name that AWS can reach'
}

/** The domain that a URL or a domain with something around it names. */
function domainIn(value: string): string | undefined {
  const url = value.includes('://') ? value : `https://${value}`
  if (!URL.canParse(url)) return undefined
  const { hostname } = new URL(url)
  return domainName.test(hostname) ? hostname : undefined
}
