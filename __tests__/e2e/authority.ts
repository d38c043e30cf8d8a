import { ask, type Server } from './vault-over-http.ts'

export interface Issued {
  readonly certificate: string
  readonly key: string
}

export interface Authority {
  /** PEM. */
  readonly ca: string
  /** `ip` and `dns` are the names in it; `seconds` may be short, to see it expire. */
  issue(commonName: string, names?: { ip?: string; dns?: string; seconds?: number }): Promise<Issued>
}

/** A certificate authority, kept by the PKI engine of a server under test. */
export async function anAuthority(server: Server, name: string): Promise<Authority> {
  const mount = `pki-${name}`
  await ask(server, `sys/mounts/${mount}`, { type: 'pki' })
  const root = await ask(server, `${mount}/root/generate/internal`, { common_name: name, key_type: 'ec', ttl: '24h' })
  await ask(server, `${mount}/roles/any`, { allow_any_name: true, enforce_hostnames: false, key_type: 'ec', max_ttl: '24h' })
  return {
    ca: root?.['data'].certificate,
    async issue(commonName, { ip, dns, seconds = 3600 } = {}) {
      const body = { common_name: commonName, ip_sans: ip ?? '', alt_names: dns ?? '', ttl: `${seconds}s` }
      const { certificate, private_key } = (await ask(server, `${mount}/issue/any`, body))?.['data'] ?? {}
      return { certificate, key: private_key }
    }
  }
}
