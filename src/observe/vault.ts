import { isDeepStrictEqual } from 'node:util'
import pMap from 'p-map'
import { identityKind } from '../identity/identities.ts'
import { differingFields } from '../identity/role-fields.ts'
import type { Manifest } from '../manifest/manifest.ts'
import { isBelow, type Scope } from '../manifest/scope.ts'
import { type Claims, claimedByOthers } from '../records/claims.ts'
import { changesOf } from '../records/history.ts'
import { readKey } from '../records/key.ts'
import { readLedger } from '../records/ledger.ts'
import { NOBODY, type Readers, whoMayUse } from '../records/readers.ts'
import { changesByPath, type SecretChange, unbroken } from '../records/secret-changes.ts'
import { EMPTY } from '../records/shard.ts'
import type { Wanted } from '../values/kv.ts'
import { isExact } from '../vault/policy.ts'
import { AT_ONCE, type KvRead, type Vault } from '../vault/port.ts'
import { authorsOfDrift } from './authors.ts'
import type { ObservedUndo, ObservedVault } from './observed.ts'
import { orphansOf, orphansOutside, unclaimed } from './owned.ts'
import { observeReaders } from './readers.ts'
import { observeRoleClaims } from './role-claims.ts'
import { NEVER, readSecrets, readUnknownSecrets, type TellFar } from './secrets.ts'

export interface VaultToObserve {
  readonly manifest: Manifest
  readonly scope: Scope
  readonly wanted: readonly Wanted[]
  /** `full` reads every value, `ledger` what the ledger does not vouch for. */
  readonly check: 'full' | 'ledger'
  readonly prune: boolean
  /** Whether to check that recorded consumers can still log in. If the role is gone, that is checked anyway. */
  readonly logins: boolean
  /** Absent: nobody hears it. */
  readonly tell?: TellFar
}

/** Reads everything in Vault that the plan is about; changes nothing. */
export async function observeVault(vault: Vault, about: VaultToObserve): Promise<ObservedVault> {
  const { manifest, scope } = about
  const [authMethod, mount, policy] = await Promise.all([
    vault.authMethod(scope.authMount),
    vault.mount(scope.mount),
    vault.policy(scope.policy)
  ])
  const served = mount.state === 'not-visible' || (mount.state === 'present' && mount.value.version === '2')
  const identity = identityKind(scope)
  const [authConfig, role, login, content] = await Promise.all([
    authMethod.state === 'absent' || identity.methodFields === undefined ? ABSENT : vault.authConfig(scope.authMount),
    authMethod.state === 'absent' ? ABSENT : vault.role(scope.authMount, scope.role),
    authMethod.state === 'absent' ? ABSENT : identity.login(vault, scope),
    served ? observeContent(vault, about) : nothing(about)
  ])
  const found = {
    authMethod,
    authConfig,
    mount,
    policy,
    role,
    login,
    ...content,
    readers: NOBODY,
    held: new Map(),
    roleClaims: new Map()
  }

  // A change of a role, and the deletion of a secret, depend on who uses them.
  const own = identity.ownLogin(manifest.identity)
  const wanted = identity.roleFields(manifest.identity, scope.policy)
  const otherFields = role.state === 'present' && differingFields(role.value, wanted).length > 0
  const otherLogin = login.state === 'present' && own !== undefined && !isDeepStrictEqual(login.value, own)
  const exact = policy.state === 'present' && isExact(policy.value, scope)
  const looks = about.logins || role.state === 'absent'
  if (exact && !otherFields && !otherLogin && !(about.prune && content.orphans.size > 0) && !looks) return found
  const readers = await observeReaders(vault, scope, policy, { served, role })
  return {
    ...found,
    readers,
    held: looks ? await readHeld(vault, scope, readers) : new Map(),
    roleClaims: otherFields || otherLogin ? await observeRoleClaims(vault, scope, readers, served) : new Map()
  }
}

/** What Vault knows about each credential of this role that is recorded as held. */
async function readHeld(vault: Vault, scope: Scope, readers: Readers): Promise<ObservedVault['held']> {
  const held = whoMayUse({ kind: 'role', access: scope }, readers).uses.filter(use => use.as === 'held')
  const facts = await pMap(held, async use => [use.id, await identityKind(use).credential?.facts(vault, use, use.id)] as const, {
    concurrency: AT_ONCE
  })
  return new Map(facts.flatMap(([id, found]) => (found === undefined ? [] : [[id, found] as const])))
}

/** So many orphans outside are read in a run, so that the note shrinks for whoever deletes them by hand. */
const LOOKED_AFTER = 20

const ABSENT = { state: 'absent' } as const
const UNCLAIMED: Claims = { by: new Map(), doubtful: [] }

type Content = Pick<ObservedVault, 'ledger' | 'key' | 'claims' | 'secrets' | 'authors' | 'blind' | 'orphans'>

const nothing = ({ wanted }: VaultToObserve): Content => ({
  ledger: EMPTY,
  key: undefined,
  claims: UNCLAIMED,
  secrets: new Map(wanted.map(({ path }) => [path, NEVER])),
  authors: new Map(),
  blind: false,
  orphans: new Map()
})

async function observeContent(vault: Vault, about: VaultToObserve): Promise<Content> {
  const { scope, wanted, check, prune, tell = () => {} } = about
  const { mount, manifest } = scope
  const { key, ledger } = await readRecords(vault, scope)
  const added = unclaimed(wanted, ledger)
  const seen = await (check === 'full'
    ? readSecrets(vault, mount, wanted, added, tell)
    : readUnknownSecrets(vault, mount, wanted, { ledger, key }, tell))
  const [claims, authors, orphans] = await Promise.all([
    added.size === 0 ? UNCLAIMED : claimedByOthers(vault, { mount, manifest, key }, added),
    authorsOfDrift(vault, mount, wanted, { ...seen, ledger }),
    readAll(vault, mount, [
      ...(prune ? orphansOf(scope, wanted, ledger) : []),
      ...orphansOutside(about.manifest, scope, ledger).slice(0, LOOKED_AFTER)
    ])
  ])
  return { ledger, key, claims, ...seen, authors, orphans }
}

async function readRecords(vault: Vault, { mount, manifest }: Pick<Scope, 'mount' | 'manifest'>) {
  const reading = readKey(vault, mount)
  const [key, ledger] = await Promise.all([reading, readLedger(vault, { mount, manifest, key: reading })])
  return { key, ledger }
}

/** Reads what one run changed below this scope, and what was there before. */
export async function observeUndo(vault: Vault, scope: Scope, run: string): Promise<ObservedUndo> {
  const { mount, manifest } = scope
  const { key, ledger } = await readRecords(vault, { mount, manifest })
  const all = await changesOf(vault, { mount, manifest, run, key })
  const ours = all.filter(({ path }) => isBelow(scope, path))
  const changes = [...changesByPath(ours).values()].flatMap(unbroken)
  const first = new Map(changes.map(change => [change.path, change]))
  const latest = new Map([...changes].reverse().map(change => [change.path, change]))
  const now = await readAll(vault, mount, [...first.keys()])
  const earlier = [...first.values()].filter(({ existed, kind }) => existed && kind === 'write')
  const later = [...latest.values()].filter(({ path, kind, from }) => {
    const there = now.get(path)
    return kind === 'write' && there?.state === 'present' && there.version > from + 1
  })
  return {
    ledger,
    key,
    changes,
    now,
    before: await readVersions(vault, mount, earlier, ({ from }) => from),
    left: await readVersions(vault, mount, later, ({ from }) => from + 1),
    claims: await claimedByOthers(vault, { mount, manifest, key }, new Set(first.keys())),
    readers: changes.some(({ existed }) => !existed) ? await observeReaders(vault, scope, ABSENT) : NOBODY
  }
}

async function readVersions(
  vault: Vault,
  mount: string,
  changes: readonly SecretChange[],
  version: (change: SecretChange) => number
) {
  const read = async (change: SecretChange) =>
    [change.path, await vault.readVersion(mount, change.path, version(change))] as const
  return new Map(await pMap(changes, read, { concurrency: AT_ONCE }))
}

/** What is in Vault at each of these paths. */
export async function readAll(vault: Vault, mount: string, paths: readonly string[]): Promise<ReadonlyMap<string, KvRead>> {
  return new Map(await pMap(paths, async path => [path, await vault.read(mount, path)] as const, { concurrency: AT_ONCE }))
}
