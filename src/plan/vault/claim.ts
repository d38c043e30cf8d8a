import { isDeepStrictEqual } from 'node:util'
import { counted } from '../../base/counted.ts'
import type { Finding } from '../../base/finding.ts'
import type { ObservedVault } from '../../observe/observed.ts'
import { unclaimed } from '../../observe/owned.ts'
import { claimedBy } from '../../records/claimed-by.ts'
import { roleOf } from '../../records/readers.ts'
import type { LedgerEntry } from '../../records/shard.ts'
import { note, type Plan, planOf, warning } from '../plan.ts'
import { isSecretStep, type SecretStep, type Step, type VaultStep } from '../step.ts'
import type { DesiredVault } from './desired.ts'
import { becomesOurs } from './policy.ts'
import { claimedRole } from './role.ts'
import { isKnown } from './secrets.ts'

/** What this manifest will own after the run: what it creates, finds equal, or takes over. Before everything else. */
export function planClaim(desired: DesiredVault, observed: ObservedVault, steps: readonly Step[]): Plan<VaultStep> {
  const { manifest, scope, wanted, adopt } = desired
  const { ledger, claims } = observed
  const changing = steps.filter(isSecretStep)
  const added = unclaimed(wanted, ledger)
  const role = roleOf(scope)
  const fields = claimedRole(desired)
  const known = ledger.roles.get(role)
  const roles = manifest.manage.has('role') && !isDeepStrictEqual(known, fields) ? [[role, fields] as const] : []
  const policies = !ledger.policies.has(scope.policy) && becomesOurs(desired, observed) ? [scope.policy] : []
  if (changing.length + added.size + roles.length + policies.length === 0) return planOf({})

  const theirs = [...(claims?.by ?? [])].filter(([path]) => added.has(path))
  const others = changing.filter(({ path }) => !added.has(path))
  // What a damaged ledger has lost is not new, and nobody knows what it had.
  const kind = ledger.doubt === undefined ? 'new ' : ''
  const reason = [
    ...(ledger.doubt === undefined ? [] : ['the ledger is rebuilt']),
    ...(added.size > 0 ? [counted(added.size, `${kind}secret`)] : []),
    ...roles.map(([name]) => (known === undefined ? `1 ${kind}role` : `new settings of role ${name}`)),
    ...policies.map(name => `policy ${name}`),
    ...(others.length > 0 ? [toWrite(others)] : [])
  ].join(', ')
  return planOf({
    steps: [
      {
        kind: 'claim',
        manifest: scope.manifest,
        entries: pending(ledger, [...added, ...changing.map(({ path }) => path)]),
        roles: new Map(roles),
        policies: new Set(policies),
        added,
        takenFrom: new Map(adopt ? theirs : []),
        changing,
        foreign: new Set(changing.filter(step => isForeign(step, ledger)).map(({ path }) => path)),
        reason
      }
    ],
    findings: [...(adopt ? [] : theirs.map(([path, other]) => claimedBy(scope.mount, path, other))), ...unknownClaims(claims)]
  })
}

/** Why a claim records what is about to change. */
export const toWrite = (changing: readonly SecretStep[]): string => `${counted(changing.length, 'secret')} to change`

/** What other manifests may have claimed, as far as it is unknown. */
function unknownClaims(claims: ObservedVault['claims']): Finding[] {
  const message = 'cannot be listed with this token, so it is unknown whether another manifest claims the same paths'
  if (claims === undefined) return [note('records of other manifests', message)]
  const unknown = claims.doubtful.map(({ manifest, why, hint }) =>
    warning(`the ledger of manifest ${manifest}`, `${why}, so it is unknown whether it claims the same paths`, hint)
  )
  return [...unknown, ...(claims.warnings ?? [])]
}

const isForeign = (step: SecretStep, { entries }: ObservedVault['ledger']) =>
  step.kind === 'secret' && step.overwrites && !entries.has(step.path)

/** The last step in Vault: from here on the ledger can be trusted again. */
export function planLedger({ scope, wanted }: DesiredVault, observed: ObservedVault, steps: readonly Step[]): Plan<VaultStep> {
  const changing = steps.filter(isSecretStep)
  const written = new Set(changing.map(({ path }) => path))
  const known = wanted.flatMap(({ path, data }) => {
    const there = observed.secrets.get(path)
    if (data === undefined || there?.state !== 'present' || written.has(path)) return []
    const { version } = there
    return isKnown(observed, { mount: scope.mount, path, version }, data) ? [] : [[path, { version, data }] as const]
  })
  const gone = [...observed.orphans].filter(([, there]) => there.state === 'absent').map(([path]) => path)
  if (known.length + gone.length + changing.length === 0) return planOf({})
  const reason =
    changing.length > 0
      ? 'the next run compares with them'
      : `it is out of date for ${counted(known.length + gone.length, 'secret')}`
  return planOf({
    steps: [{ kind: 'ledger', manifest: scope.manifest, known: new Map(known), gone: new Set(gone), reason }]
  })
}

/** The ledger's entries of paths whose content is about to change. */
export const pending = ({ entries }: ObservedVault['ledger'], paths: readonly string[]): ReadonlyMap<string, LedgerEntry> =>
  new Map(paths.map(path => [path, withoutFingerprint(entries.get(path))]))

const NEW: LedgerEntry = { version: 0, fingerprint: '' }
const withoutFingerprint = (entry: LedgerEntry | undefined): LedgerEntry =>
  entry === undefined ? NEW : { ...entry, fingerprint: '' }
