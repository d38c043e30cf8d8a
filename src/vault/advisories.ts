export type Product = 'OpenBao' | 'Vault' | 'Vault Enterprise'

/** What `sys/health` tells of a server; absent is what it does not tell. OpenBao counts its versions on its own. */
export interface ServerVersion {
  readonly product?: Product
  readonly version?: string
}

/** From such an answer. A listener of Vault may hide the version (`redact_version`); then it is empty. */
export function versionIn({ enterprise, version }: Readonly<Record<string, unknown>>): ServerVersion & { product: Product } {
  return {
    // OpenBao has no such field.
    product: enterprise === undefined ? 'OpenBao' : enterprise ? 'Vault Enterprise' : 'Vault',
    ...(typeof version === 'string' && version !== '' && { version })
  }
}

/** `update`: to the versions without the fault, where any is known. */
export type Globs = { readonly are: 'loose'; readonly update?: string } | { readonly are: 'tight' } | { readonly are: 'unknown' }

/** The patches of Vault Enterprise from which on its older lines are good. */
const FIXED: Readonly<Record<string, number>> = { '1.19': 16, '1.20': 10, '1.21': 5 }

/**
 * Whether rules that end in `*` reach further than they say, by a `..` in the path of a request (CVE-2026-3605, HCSEC-2026-05).
 * OpenBao 2.4.0 was seen to have that, and no version of it is known that has not.
 */
export function globsOf({ product, version = '' }: ServerVersion): Globs {
  const [major, minor, patch] = /^(\d+)\.(\d+)\.(\d+)/.exec(version)?.slice(1).map(Number) ?? []
  if (product === undefined || major === undefined || minor === undefined || patch === undefined) return { are: 'unknown' }
  if (product === 'OpenBao') return { are: major < 2 || (major === 2 && minor <= 4) ? 'loose' : 'unknown' }
  if (major > 1) return { are: 'tight' }
  if (product === 'Vault') return { are: 'loose', update: 'Vault to 2.0.0 or newer' }
  const fixed = patch >= (FIXED[`${major}.${minor}`] ?? Number.POSITIVE_INFINITY)
  return fixed ? { are: 'tight' } : { are: 'loose', update: 'Vault to 2.0.0, 1.21.5, 1.20.10 or 1.19.16, or newer' }
}
