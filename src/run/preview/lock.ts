import { randomBytes } from 'node:crypto'
import { accessOf } from '../../manifest/scope.ts'
import type { ConsumerRecord, PreviewRecord } from '../../records/consumer.ts'
import { asLine } from '../../records/fields.ts'
import type { HeldLock } from '../../records/held-lock.ts'
import { takeLock } from '../../records/lock.ts'
import type { PreviewRun } from './run.ts'

const MARK_BYTES = 6

/**
 * Does it while no other run may change the preview. The record is there before anything else of it, and a run that dies leaves it.
 * `base`: as people know it.
 */
export async function holdingPreview(
  run: PreviewRun,
  base: string,
  act: (lock: HeldLock) => Promise<'kept' | 'gone'>
): Promise<void> {
  const { inputs, scope, preview, opened, ports } = run
  const lock = await takeLock(await blank(run, base), {
    ...ports,
    ...opened,
    mount: scope.mount,
    waitSeconds: inputs.waitSeconds,
    onWait: ({ run, attempt }) =>
      ports.tell({ kind: 'waiting', message: `Waiting: run ${run} (attempt ${attempt}) is changing preview ${preview.name}` })
  })
  try {
    const end = await act(lock)
    if (end === 'kept') await lock.release()
  } catch (error) {
    // Whether or not this succeeds, the lock expires by itself; the first error is the one to report.
    await lock.abandon().catch(() => {})
    throw error
  }
}

async function blank(run: PreviewRun, base: string): Promise<ConsumerRecord> {
  const { preview, scope, opened } = run
  const mark = randomBytes(MARK_BYTES).toString('hex')
  return {
    manifest: scope.manifest,
    consumer: { kind: 'preview', id: preview.name, name: preview.name },
    variables: {},
    shipped: {},
    retired: [],
    preview: { ...recordOf(run, base, await opened.vault.now()), mark }
  }
}

/** What each deploy writes into its record. */
export const recordOf = (
  { preview, scope, inputs }: PreviewRun,
  base: string,
  now: Date
): Omit<PreviewRecord, 'mark' | 'deployment'> => ({
  base: asLine(base),
  chosen: chosenBy(inputs),
  of: asLine(preview.of),
  until: new Date(now.getTime() + preview.ttl * 1000).toISOString(),
  access: accessOf(scope),
  policy: scope.policy
})

function chosenBy({ selection }: Pick<PreviewRun['inputs'], 'selection'>): PreviewRecord['chosen'] {
  if (selection === undefined || 'entries' in selection) throw new Error('a preview has one base')
  if ('id' in selection) return { input: 'deployment-id', value: asLine(selection.id) }
  if ('name' in selection) return { input: 'deployment-name', value: asLine(selection.name) }
  return { input: 'deployment', value: asLine(selection.entry) }
}
