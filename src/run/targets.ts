import type { Deployment, DeploymentRef } from '../astro/port.ts'
import { UserError } from '../base/errors.ts'
import { suggestion } from '../base/suggestion.ts'
import type { Inputs } from '../inputs/inputs.ts'
import { LOCAL } from '../manifest/local.ts'
import type { DeploymentEntry, Manifest } from '../manifest/manifest.ts'
import type { Target } from '../plan/event.ts'
import { markOf } from '../records/consumer.ts'

/** A consumer that the inputs choose, before Astro was asked. */
export interface Chosen {
  readonly ref: DeploymentRef
  /** Its key under `deployments:`, if it was chosen by that. */
  readonly key?: string
}

/** The consumers that read in one scope. */
export interface Targets {
  readonly targets: readonly Chosen[]
  /** The key under `deployments:` of the one that has names of its own. */
  readonly isolate?: string
}

/** Which consumers the inputs choose, by scope: one at least, even if there is none in it. The shared scope comes first. */
export function chooseTargets(inputs: Inputs, { deployments }: Manifest): readonly Targets[] {
  const { selection, local } = inputs
  if (local !== undefined) return [{ targets: [{ ref: { id: local.id } }], isolate: LOCAL }]
  if (selection === undefined) return [{ targets: [] }]
  if ('entry' in selection) return byKeys([selection.entry], 'deployment', inputs, deployments)
  if ('entries' in selection) {
    const keys = selection.entries === 'all' ? [...deployments.keys()] : selection.entries
    return byKeys(keys, 'deployments', inputs, deployments)
  }
  const matches = ([, entry]: readonly [string, DeploymentEntry]) =>
    'id' in selection ? entry.id === selection.id : entry.name === selection.name
  const [isolate] = [...deployments].find(pair => matches(pair) && pair[1].isolate) ?? []
  return [{ targets: [{ ref: selection }], ...(isolate === undefined ? {} : { isolate }) }]
}

function byKeys(
  keys: readonly string[],
  input: string,
  { manifest: file, canary }: Inputs,
  deployments: Manifest['deployments']
): readonly Targets[] {
  if (keys.length === 0)
    throw new UserError(`input deployments is all, but ${file} has nothing under \`deployments:\``, {
      hint: 'List each Deployment there, by its `deployment-id` or `deployment-name`.'
    })
  const unknown = keys.filter(key => !deployments.has(key))
  if (unknown.length > 0)
    throw new UserError(
      unknown.map(key => ({
        severity: 'error',
        message: `${input} ${key} is not under \`deployments:\` in ${file}${suggestion(key, [...deployments.keys()])}`
      }))
    )
  if (canary !== '' && !keys.includes(canary))
    throw new UserError(`canary ${canary} is not one of the Deployments of this run${suggestion(canary, keys)}`, {
      hint: 'Set `canary` to one of `deployments`.'
    })
  const chosen = keys.flatMap(key => {
    const entry = deployments.get(key)
    return entry === undefined ? [] : [{ key, ref: refOf(entry), isolated: entry.isolate }]
  })
  const shared = chosen.filter(({ isolated }) => !isolated)
  const own = chosen.filter(({ isolated }) => isolated)
  return [...(shared.length === 0 ? [] : [{ targets: shared }]), ...own.map(one => ({ targets: [one], isolate: one.key }))]
}

/**
 * Throws if the manifest isolates the Deployment under its other name: chosen by id and listed by name, or the other way round. In
 * the shared scope it would read what it is isolated from.
 */
export function refuseSharing({ id, name }: Deployment, { selection, manifest: file }: Inputs, { deployments }: Manifest): void {
  const [key] = [...deployments].find(([, entry]) => entry.isolate && (entry.id === id || entry.name === name)) ?? []
  if (key === undefined || selection === undefined || 'entry' in selection || 'entries' in selection) return
  throw new UserError(`Deployment ${name} (${id}) is isolated under \`deployments:\` in ${file}, as ${key}`, {
    hint: `Set \`deployment: ${key}\` instead of \`${'id' in selection ? 'deployment-id' : 'deployment-name'}\`.`
  })
}

/**
 * Throws if the Deployment was made as a preview: a run for it by its own id or name would give it the role of its base, and a preview of
 * it would outlive what it reads.
 */
export function refusePreview(deployment: Deployment): void {
  const mark = markOf(deployment)
  if (mark === undefined) return
  const { id, name } = deployment
  throw new UserError(`Deployment ${name} (${id}) is a preview: its description ends with ${mark}`, {
    hint: 'Choose the Deployment that it is a preview of, with `preview: deploy` and `preview-for`. If it is no preview, remove that end from its description in Astro.'
  })
}

/**
 * Throws if one of them turns out to have two keys, by its id and by its name, whether both were chosen or not: a run for one would undo
 * what one for the other did, and take it out of its isolation.
 */
export function refuseTwice(targets: readonly Target[], { manifest: file }: Inputs, { deployments }: Manifest): void {
  for (const { id, name } of targets) {
    const [one, other] = [...deployments].filter(([, entry]) => entry.id === id || entry.name === name)
    if (one !== undefined && other !== undefined)
      throw new UserError(
        `Deployment ${name} (${id}) is under \`deployments:\` in ${file} twice, as ${one[0]} and as ${other[0]}`,
        { hint: 'List each Deployment once.' }
      )
  }
}

/** What is known of it before Astro was asked. */
export const unseen = ({ ref, key }: Chosen): Target => ({
  id: 'id' in ref ? ref.id : '',
  name: key ?? Object.values(ref)[0] ?? '',
  ...(key === undefined ? {} : { key })
})

const refOf = ({ id, name }: DeploymentEntry): DeploymentRef => (id === undefined ? { name: name ?? '' } : { id })
