import type { KeyObject } from 'node:crypto'
import pMap from 'p-map'
import type { Astro, Deployment } from '../astro/port.ts'
import { accessOf, type Scope } from '../manifest/scope.ts'
import { type PreviewRecord, readConsumer } from '../records/consumer.ts'
import { readKey } from '../records/key.ts'
import { type Ledger, readLedger } from '../records/ledger.ts'
import { NOBODY, type Readers } from '../records/readers.ts'
import { AT_ONCE, type KvRead, type RoleFields, type Vault, type Visible } from '../vault/port.ts'
import { mountsOf, observeReaders, readersOn } from './readers.ts'

/** What is left of a preview. */
export interface LeftOfPreview {
  readonly isRecorded: boolean
  readonly record: PreviewRecord | undefined
  readonly there: Deployment | undefined
  readonly role: Visible<RoleFields>
  readonly policy: Visible<string>
  readonly ledger: Ledger
  readonly key: KeyObject | undefined
  /** Those that the ledger names in its own folders, by path. */
  readonly secrets: ReadonlyMap<string, KvRead>
  readonly readers: Readers
}

type Looking = Pick<Astro, 'named' | 'withId'>

/**
 * The Deployment of a preview: that of its record, whatever it is called by now. By its name only where no id is recorded, or where
 * Astro says that there is none of that id: a list may be one of a few Deployments alone.
 */
export async function deploymentOf(
  astro: Looking,
  name: string,
  record: Pick<PreviewRecord, 'deployment'> | undefined
): Promise<Deployment | undefined> {
  const recorded = record?.deployment === undefined ? undefined : await astro.withId(record.deployment)
  return recorded ?? (await astro.named(name))
}

/**
 * Another mount than that of the scope on which the preview is recorded: `vault.mount` was another one when it was deployed, and its
 * policy still names that. Undefined if it is recorded here, or nowhere.
 */
export async function formerMount(
  vault: Vault,
  { mount, policy }: Pick<Scope, 'mount' | 'policy'>,
  name: string
): Promise<string | undefined> {
  const isRecorded = async (on: string) => (await readConsumer(vault, on, name)).value !== undefined
  if (await isRecorded(mount)) return undefined
  const text = await vault.policy(policy)
  for (const other of text.state === 'present' ? mountsOf(text.value) : [])
    if (other !== mount && (await isRecorded(other))) return other
  return undefined
}

/** Looks at all that may belong to a preview; changes nothing. Role and policy are those of its record, if there is one. */
export async function observePreview(vault: Vault, scope: Scope, name: string, astro: Looking): Promise<LeftOfPreview> {
  const { mount, manifest } = scope
  const { value } = await readConsumer(vault, mount, name)
  const record = value?.preview
  const { authMount, role } = record?.access ?? accessOf(scope)
  const policyName = record?.policy ?? scope.policy
  const key = await readKey(vault, mount)
  const [there, method, policy, ledger] = await Promise.all([
    deploymentOf(astro, name, record),
    vault.authMethod(authMount),
    vault.policy(policyName),
    readLedger(vault, { mount, manifest, key })
  ])
  const seen = method.state === 'absent' ? ({ state: 'absent' } as const) : await vault.role(authMount, role)
  const paths = [...ledger.entries.keys()].filter(path => path.startsWith(`${name}/`))
  const secrets = await pMap(paths, async path => [path, await vault.read(mount, path)] as const, { concurrency: AT_ONCE })
  const readers =
    value !== undefined || seen.state === 'present'
      ? await observeReaders(vault, { ...scope, authMount, role, policy: policyName }, policy)
      : { ...NOBODY, previews: (await readersOn(vault, mount, manifest)).previews }
  return { isRecorded: value !== undefined, record, there, role: seen, policy, ledger, key, secrets: new Map(secrets), readers }
}
