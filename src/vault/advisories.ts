/** What `sys/health` tells of a server. OpenBao counts its versions on its own. */
export interface ServerVersion {
  readonly product: 'OpenBao' | 'Vault' | 'Vault Enterprise'
  readonly version: string
}

/**
 * What to update to where rules that end in `*` reach further than they say, by a `..` in the path of a request (CVE-2026-3605,
 * HCSEC-2026-05); undefined where they do not. Of OpenBao, only 2.4.0 was seen to have it: no advisory tells where that ends.
 */
export function looseGlobs({ product, version }: ServerVersion): string | undefined {
  const [major = 0, minor = 0, patch = 0] = (version.match(/\d+/g) ?? []).map(Number)
  if (product === 'OpenBao') return major < 2 || (major === 2 && minor <= 4) ? 'OpenBao to a version newer than 2.4' : undefined
  if (major > 1 || (product === 'Vault Enterprise' && patch >= (FIXED[`${major}.${minor}`] ?? Number.POSITIVE_INFINITY)))
    return undefined
  return product === 'Vault' ? 'Vault to 2.0.0 or newer' : 'Vault to 2.0.0, 1.21.5, 1.20.10 or 1.19.16, or newer'
}

/** The patches of Vault Enterprise from which on its older lines are good. */
const FIXED: Readonly<Record<string, number>> = { '1.19': 16, '1.20': 10, '1.21': 5 }
