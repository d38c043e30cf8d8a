import * as z from 'zod/mini'
import type { Addresses } from './port.ts'

/** Judged where they are needed: a Deployment without any is none of our business otherwise. */
export const externalIps = z.object({ externalIPs: z.optional(z.unknown()), drExternalIPs: z.optional(z.unknown()) })

const address = z.ipv4()

/** Those of the cluster, and of the one that takes over in a disaster. */
export function addressesOf({ externalIPs, drExternalIPs }: z.output<typeof externalIps>): Addresses {
  const listed = [externalIPs, drExternalIPs ?? []]
  if (!listed.every(Array.isArray) || listed[0]?.length === 0) return { unknown: 'lists no external IP addresses (externalIPs)' }
  const all: unknown[] = listed.flat()
  // Vault stores some IPv6 blocks in a form that it cannot read, and then lets nobody log in. 0.0.0.0 is nobody's address.
  const wrong = all.find(one => !address.safeParse(one).success || one === '0.0.0.0')
  if (wrong !== undefined)
    return { unknown: `lists ${JSON.stringify(wrong).slice(0, 60)} as an external IP address, which is no IPv4 address` }
  return { cidrs: [...new Set(all.map(one => `${one}/32`))].sort() }
}
