import { identityKind } from '../identity/identities.ts'
import type { Inputs } from '../inputs/inputs.ts'
import { accessOf } from '../manifest/scope.ts'
import { readersNow } from '../observe/readers.ts'
import { readConsumer, usesOf } from '../records/consumer.ts'
import type { HeldLock } from '../records/held-lock.ts'
import { ensureKey, readKey } from '../records/key.ts'
import { amendLedger, readLedger } from '../records/ledger.ts'
import { takeLock } from '../records/lock.ts'
import { besides, roleOf, whoMayUse } from '../records/readers.ts'
import type { RunPorts } from '../run/ports.ts'
import { NOT_IN_THIS_FOLDER, type PreparedScope, prepare } from '../run/prepare.ts'
import type { Vault } from '../vault/port.ts'
import { inputsFor, type LocalRun } from './up.ts'

/**
 * Takes from Vault what lets this workstation read: its secret-ids, role and policy too unless another workstation uses them, and its
 * record last, which leads to the rest. The secrets stay. Each part is safe to repeat.
 */
export const down =
  (local: LocalRun) =>
  async (inputs: Inputs, ports: RunPorts): Promise<void> => {
    const prepared = prepare(inputsFor(inputs, local), NOT_IN_THIS_FOLDER)
    const [one] = prepared.scopes
    const address = prepared.inputs.vault
    if (one === undefined || address === undefined) throw new Error('a workstation has one scope, in a Vault that is known')
    const opened = await ports.openVault(address)
    const { vault } = opened
    const { mount, manifest } = one.scope
    const { id, name } = local.consumer
    if ((await vault.mount(mount)).state === 'absent') return local.env.clear()
    if ((await readConsumer(vault, mount, id)).value === undefined) return local.env.clear()
    const blank = { manifest, consumer: { kind: 'deployment' as const, id, name }, variables: {}, shipped: {}, retired: [] }
    const lock = await takeLock(blank, {
      ...ports,
      ...opened,
      mount,
      waitSeconds: inputs.waitSeconds,
      onWait: ({ run }) => ports.tell({ kind: 'waiting', message: `Waiting: run ${run} is changing ${name}` })
    })
    try {
      local.env.clear()
      const revoked = await revoke(vault, one, id)
      if (revoked === undefined) await destroyAll(vault, one, lock)
      else {
        const key = await ensureKey(vault, mount)
        await amendLedger(vault, { mount, manifest, key }, { gone: revoked })
      }
      await lock.forget()
    } catch (error) {
      await lock.abandon().catch(() => {})
      throw error
    }
  }

/** Deletes role and policy, and with the role all its secret-ids; undefined, and nothing is changed, if others may use them. */
async function revoke(vault: Vault, { scope }: PreparedScope, id: string) {
  const { mount, manifest, authMount, role, policy } = scope
  const readers = besides(await readersNow(vault, scope), mount, id)
  const { uses, unknown } = whoMayUse({ kind: 'role', access: scope }, readers)
  if (uses.length + unknown.length > 0) return undefined
  const ledger = await readLedger(vault, { mount, manifest, key: await readKey(vault, mount) })
  if (!ledger.roles.has(roleOf(scope)) && (await vault.role(authMount, role)).state === 'present') return undefined
  await vault.deleteRole(authMount, role)
  if (ledger.policies.has(policy)) await vault.deletePolicy(policy)
  return { roles: [roleOf(scope)], policies: [policy] }
}

/** All that the record names, and what a run that was killed has issued. */
async function destroyAll(vault: Vault, { scope }: PreparedScope, { record }: HeldLock): Promise<void> {
  const own = usesOf(record).filter(use => use.id !== '')
  for (const use of own) await identityKind(use).credential?.destroy(vault, use, use.id)
  const access = accessOf(scope)
  const { credential } = identityKind(access)
  const strays = (await credential?.issuedFor(vault, access, record.consumer.id, new Set(own.map(use => use.id)))) ?? []
  for (const stray of strays) await credential?.destroy(vault, access, stray)
}
