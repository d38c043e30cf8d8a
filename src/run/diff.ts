import type { Inputs } from '../inputs/inputs.ts'
import type { Scope } from '../manifest/scope.ts'
import { observeContents } from '../observe/contents.ts'
import { type Diff, diffNames } from '../plan/diff/diff.ts'
import { type Side, sideOf, withContents } from '../plan/diff/side.ts'
import type { Vault } from '../vault/port.ts'
import type { RunPorts } from './ports.ts'
import {
  type Around,
  complete,
  NOT_IN_THIS_FOLDER,
  type PreparedRun,
  type PreparedScope,
  prepare,
  type ResolvedScope
} from './prepare.ts'
import { unseen } from './targets.ts'

/** Compares what two Deployments or two manifests have, and does nothing else. Reads no source. */
export async function diff(inputs: Inputs, ports: RunPorts): Promise<void> {
  const prepared = prepare(inputs, NOT_IN_THIS_FOLDER, ports)
  const compare = comparing(prepared, ports)
  await compare(inputs.vault && (await ports.openVault(inputs.vault)).vault)
}

/** What the run is compared with; undefined if with nothing. Throws `Mistakes` about another manifest. */
export function otherOf({ inputs }: PreparedRun, around: Around = {}): PreparedRun | undefined {
  const { compareWith, selection, preview: _, ...rest } = inputs
  const other = { ...rest, compareWith: '', canary: '' }
  if (compareWith === '') return undefined
  if (!isPath(compareWith)) return prepare({ ...other, selection: { entry: compareWith } }, undefined, around)
  const shared = prepare({ ...other, manifest: compareWith }, CHECK_PATH, around)
  const isThere = selection !== undefined && 'entry' in selection && shared.manifest.deployments.has(selection.entry)
  return isThere ? prepare({ ...shared.inputs, selection }, CHECK_PATH, around) : shared
}

const CHECK_PATH = 'Check its path, which is relative to the folder that this runs in.'

/** Whether a text names a manifest; otherwise it is a key under `deployments:`. */
export const isPath = (text: string): boolean => /\.ya?ml$/i.test(text)

/** Tells how the run differs from what the inputs compare it with, as far as that can be seen. Throws `Mistakes` at once. */
export function comparing(
  prepared: PreparedRun,
  ports: Pick<RunPorts, 'tell' | 'repository' | 'environment'>
): (vault?: Vault) => Promise<void> {
  const other = otherOf(prepared, ports)
  if (other === undefined) return async () => {}
  const firsts = complete(other, new Map()).scopes
  const seconds = complete(prepared, new Map()).scopes
  return async vault => {
    const [first] = firsts as [ResolvedScope]
    const isShared = ({ scope }: PreparedScope) =>
      prepared.inputs.manifest === other.inputs.manifest && placeOf(scope) === placeOf(first.scope)
    const diffs: Diff[] = []
    for (const second of seconds) {
      // Of several, the one that all are compared with need not be compared with itself.
      if (seconds.length > 1 && isShared(second)) continue
      const [one, two] = [nameOf(other, first, prepared), nameOf(prepared, second, other)]
      if (isShared(second)) diffs.push({ first: one, second: two, shared: true, names: [], notes: [] })
      else diffs.push(await diffOf({ ...first, name: one }, { ...second, name: two }, vault))
    }
    const open = new Set([...other.open, ...prepared.open].map(({ text }) => text))
    const unknown = [...open].map(text => `What ${text} brings is not compared: no variable of the environment matches it.`)
    ports.tell({ kind: 'diff', diffs: diffs.map(one => (one.shared ? one : { ...one, notes: [...one.notes, ...unknown] })) })
  }
}

/** Two manifests go by their paths, two Deployments of one by their names. */
function nameOf({ inputs }: PreparedRun, { scope, targets }: PreparedScope, other: PreparedRun): string {
  const [one, ...more] = targets
  const { deployment = one === undefined || more.length > 0 ? undefined : unseen(one).name } = scope
  if (inputs.manifest === other.inputs.manifest) return deployment ?? 'the shared folders'
  return deployment === undefined ? inputs.manifest : `${inputs.manifest} (${deployment})`
}

type NamedScope = ResolvedScope & { readonly name: string }

const placeOf = ({ mount, variablesPath, connectionsPath }: Scope) => JSON.stringify([mount, variablesPath, connectionsPath])

async function diffOf(first: NamedScope, second: NamedScope, vault: Vault | undefined): Promise<Diff> {
  const [one, other] = [sideOf(first.name, first), sideOf(second.name, second)]
  const about = { first: first.name, second: second.name }
  if (vault === undefined) return { ...about, names: diffNames(one, other), notes: [ASKED_NOBODY] }
  const inBoth = [...one.secrets.keys()].filter(name => other.secrets.has(name))
  const [[here, unseen], [there, unseenThere]] = await Promise.all([
    seenIn(vault, first.scope, one, inBoth),
    seenIn(vault, second.scope, other, inBoth)
  ])
  return { ...about, names: diffNames(here, there), notes: [BASIS, ...unseen, ...unseenThere] }
}

const BASIS = 'Constants are compared as the manifests have them, everything else as Vault has it now.'
const ASKED_NOBODY = 'Vault was not asked: names and constants alone are compared, as the manifests have them.'

/** The same with what is in Vault. */
async function seenIn(vault: Vault, scope: Scope, side: Side, names: readonly string[]): Promise<readonly [Side, string[]]> {
  const paths = names.flatMap(name => side.secrets.get(name)?.path ?? [])
  const { doubt, ...contents } = await observeContents(vault, scope, paths)
  const unseen = doubt === undefined ? [] : [`Changes made by hand in Vault go unseen for ${side.name}: ${doubt}`]
  return [withContents(side, contents), unseen]
}
