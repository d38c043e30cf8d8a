import type { Manifest } from './manifest.ts'

/** What one run is about: the manifest as it holds for one Deployment, with the names it has in Vault. */
export interface Scope {
  readonly manifest: string
  readonly mount: string
  readonly variablesPath: string
  readonly connectionsPath: string
  readonly authMount: string
  readonly role: string
  readonly policy: string
  /** The key of the isolated Deployment that this is the scope of. */
  readonly deployment?: string
}

/**
 * The shared names, or with `isolate` (the key of an isolated Deployment) its own: folders below `<key>/`, role and
 * policy with `-<key>` at the end.
 */
export function scopeOf(manifest: Manifest, isolate?: string): Scope {
  const { vault, approle } = manifest
  const below = (path: string) => (isolate === undefined ? path : `${isolate}/${path}`)
  const own = (name: string) => (isolate === undefined ? name : `${name}-${isolate}`)
  return {
    manifest: manifest.name,
    mount: vault.mount,
    variablesPath: below(vault.variablesPath),
    connectionsPath: below(vault.connectionsPath),
    authMount: approle.mount,
    role: own(approle.name),
    policy: own(approle.policy),
    ...(isolate === undefined ? {} : { deployment: isolate })
  }
}

/** Whether a path lies in one of the two folders of a scope. */
export const isBelow = ({ variablesPath, connectionsPath }: Scope, path: string): boolean =>
  path.startsWith(`${variablesPath}/`) || path.startsWith(`${connectionsPath}/`)
