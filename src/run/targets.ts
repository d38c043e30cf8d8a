import type { Deployment, DeploymentRef } from '../astro/port.ts'
import { UserError } from '../base/errors.ts'
import { suggestion } from '../base/suggestion.ts'
import type { Inputs } from '../inputs/inputs.ts'
import type { DeploymentEntry, Manifest } from '../manifest/manifest.ts'

/** The consumers that read in one scope. */
export interface Targets {
  readonly targets: readonly DeploymentRef[]
  /** The key under `deployments:` of the one that has names of its own. */
  readonly isolate?: string
}

/** Which consumers the inputs choose, by scope: one at least, even if there is none in it. */
export function chooseTargets(inputs: Inputs, manifest: Manifest): readonly Targets[] {
  return [chooseOne(inputs, manifest)]
}

function chooseOne({ selection, manifest: file }: Inputs, { deployments }: Manifest): Targets {
  if (selection === undefined) return { targets: [] }
  if ('entry' in selection) {
    const entry = deployments.get(selection.entry)
    if (entry === undefined)
      throw new UserError(
        `deployment ${selection.entry} is not under \`deployments:\` in ${file}${suggestion(selection.entry, [...deployments.keys()])}`
      )
    return { targets: [refOf(entry)], ...(entry.isolate ? { isolate: selection.entry } : {}) }
  }
  const matches = ([, entry]: readonly [string, DeploymentEntry]) =>
    'id' in selection ? entry.id === selection.id : entry.name === selection.name
  const [isolate] = [...deployments].find(pair => matches(pair) && pair[1].isolate) ?? []
  return { targets: [selection], ...(isolate === undefined ? {} : { isolate }) }
}

/**
 * Throws if the manifest isolates the Deployment under its other name: chosen by id and listed by name, or the other way round. In
 * the shared scope it would read what it is isolated from.
 */
export function refuseSharing({ id, name }: Deployment, { selection, manifest: file }: Inputs, { deployments }: Manifest): void {
  const [key] = [...deployments].find(([, entry]) => entry.isolate && (entry.id === id || entry.name === name)) ?? []
  if (key === undefined || selection === undefined || 'entry' in selection) return
  throw new UserError(`Deployment ${name} (${id}) is isolated under \`deployments:\` in ${file}, as ${key}`, {
    hint: `Set \`deployment: ${key}\` instead of \`${'id' in selection ? 'deployment-id' : 'deployment-name'}\`.`
  })
}

const refOf = ({ id, name }: DeploymentEntry): DeploymentRef => (id === undefined ? { name: name ?? '' } : { id })
