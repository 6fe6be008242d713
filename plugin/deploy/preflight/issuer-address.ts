import { BlockList, isIP } from 'node:net'
import type { Finding } from './preflight-result.ts'

/** What is wrong with an issuer, without any request. */
export function findAddressFault(issuer: string): Finding | undefined {
  const url = URL.parse(issuer)
  if (url?.protocol !== 'https:') {
    return {
      kind: 'error',
      code: 'issuer-not-https',
      what: `The issuer is "${issuer}", which is not an https URL.`,
      why: 'API Gateway accepts https issuers only: it does not create the authorizer, and the deploy fails partway.',
      fix: 'Use the issuer exactly as in its discovery document, starting with https://.',
    }
  }
  if (!isOutOfReach(url.hostname)) return undefined
  return {
    kind: 'error',
    code: 'issuer-out-of-reach',
    what: `The issuer is "${issuer}", which is on this machine or in a private network.`,
    why: 'API Gateway reaches issuers over the internet: it does not create the authorizer, and the deploy fails partway.',
    fix: 'Use an issuer that is reachable from the internet. To try things out on this machine: npx serverless local.',
  }
}

/** Networks that the internet does not route (RFC 1122, 1918, 3927, 4193, 4291). */
const privateNetworks = new BlockList()
for (const [network, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
] as const)
  privateNetworks.addSubnet(network, prefix, 'ipv4')
for (const [network, prefix] of [
  ['::', 127],
  ['fc00::', 7],
  ['fe80::', 10],
] as const)
  privateNetworks.addSubnet(network, prefix, 'ipv6')

/** Names that public name servers never know (RFC 6761, RFC 6762, and `.internal`, which ICANN reserved). */
const privateName = /(?:^|\.)(?:localhost|local|internal)$/

function isOutOfReach(hostname: string): boolean {
  const address = hostname.replace(/^\[(.+)\]$/, '$1')
  const version = isIP(address)
  if (version === 0) return privateName.test(hostname)
  return privateNetworks.check(address, version === 6 ? 'ipv6' : 'ipv4')
}
