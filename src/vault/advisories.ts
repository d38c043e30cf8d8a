/** What `sys/health` tells of a server. OpenBao counts its versions on its own. */
export interface ServerVersion {
  readonly product: 'OpenBao' | 'Vault' | 'Vault Enterprise'
  readonly version: string
}

/** The patches of Vault Enterprise from which on its older lines are good. */
const FIXED: Readonly<Record<string, number>> = { '1.19': 16, '1.20': 10, '1.21': 5 }

/**
 * Whether rules that end in `*` reach further than they say, by a `..` in the path of a request (CVE-2026-3605, HCSEC-2026-05);
 * undefined where they do not. `update`: the versions without that; of OpenBao none is known, and 2.4.0 was seen to have it.
 */
export function looseGlobs({ product, version }: ServerVersion): { readonly update?: string } | undefined {
  const [major, minor, patch] = /^(\d+)\.(\d+)\.(\d+)/.exec(version)?.slice(1).map(Number) ?? []
  if (major === undefined || minor === undefined || patch === undefined) return undefined
  if (product === 'OpenBao') return major < 2 || (major === 2 && minor <= 4) ? {} : undefined
  if (major > 1) return undefined
  if (product === 'Vault') return { update: 'Vault to 2.0.0 or newer' }
  const fixed = patch >= (FIXED[`${major}.${minor}`] ?? Number.POSITIVE_INFINITY)
  return fixed ? undefined : { update: 'Vault to 2.0.0, 1.21.5, 1.20.10 or 1.19.16, or newer' }
}
