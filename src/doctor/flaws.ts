import type { Health } from '../vault/anonymous.ts'

/** A published flaw of a server that weakens what this action sets up there. */
export interface Flaw {
  readonly id: string
  /** What it lets somebody do. */
  readonly what: string
  readonly cure: string
  is(server: Pick<Health, 'product' | 'version' | 'isEnterprise'>): boolean
}

const FLAWS: readonly Flaw[] = [
  {
    id: 'CVE-2026-3605',
    what: 'whoever has the secret-id of a Deployment may be able to delete secrets that it can only read',
    cure: 'Update to Vault 2.0.0 or newer; Enterprise also has it fixed in 1.21.5, 1.20.10 and 1.19.16.',
    is: ({ product, version, isEnterprise }) =>
      product === 'Vault' && isBefore(version, isEnterprise ? ['2.0.0', '1.21.5', '1.20.10', '1.19.16'] : ['2.0.0'])
  }
]

export const knownFlaws = (server: Pick<Health, 'product' | 'version' | 'isEnterprise'>): readonly Flaw[] =>
  FLAWS.filter(({ is }) => is(server))

/** Whether it is older than the fix in its own line of releases, or in no line with a fix and older than all. */
function isBefore(version: string, fixes: readonly string[]): boolean {
  const [release = ''] = version.split(/[-+]/)
  const line = (text: string) => text.split('.').slice(0, 2).join('.')
  const own = fixes.find(fix => line(fix) === line(release))
  const newest = [...fixes].sort(compare).at(-1) ?? ''
  return compare(release, own ?? newest) < 0
}

const compare = (one: string, other: string): number => one.localeCompare(other, 'en', { numeric: true })
