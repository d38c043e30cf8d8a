import type { Access } from '../identity/identity.ts'
import type { Manifest } from './manifest.ts'

/** The manifest as it applies to one Deployment, with its names in Vault. */
export interface Scope extends Access {
  readonly manifest: string
  readonly policy: string
  /** The key of the isolated Deployment; absent in the shared scope. */
  readonly deployment?: string
}

/**
 * The shared names, or with `isolate` (the key of an isolated Deployment) its own: folders below `<key>/`, role and policy with
 * the suffix `-<key>`.
 */
export function scopeOf(manifest: Manifest, isolate?: string): Scope {
  const { vault, identity } = manifest
  const below = (path: string) => (isolate === undefined ? path : `${isolate}/${path}`)
  const own = (name: string) => (isolate === undefined ? name : `${name}-${isolate}`)
  return {
    manifest: manifest.name,
    mount: vault.mount,
    variablesPath: below(vault.variablesPath),
    connectionsPath: below(vault.connectionsPath),
    kind: identity.kind,
    authMount: identity.mount,
    role: own(identity.name),
    policy: own(identity.policy),
    ...(isolate === undefined ? {} : { deployment: isolate })
  }
}

/** The part of a scope that a consumer's record keeps. */
export const accessOf = ({ kind, authMount, role, mount, variablesPath, connectionsPath }: Scope): Access => ({
  kind,
  authMount,
  role,
  mount,
  variablesPath,
  connectionsPath
})

/** Whether a path is in one of the two folders of a scope. */
export const isBelow = ({ variablesPath, connectionsPath }: Scope, path: string): boolean =>
  path.startsWith(`${variablesPath}/`) || path.startsWith(`${connectionsPath}/`)
