import { createHash } from 'node:crypto'
import { asAppRole } from '../identity/identities.ts'
import type { Manifest } from './manifest.ts'
import type { Scope } from './scope.ts'

/** A Deployment for one branch or pull request, and the names of all that belongs to it alone. */
export interface Preview {
  /** Of the Deployment in Astro; role and policy end with it, and folders of its own begin with it. */
  readonly name: string
  /** A branch, or the number of a pull request; `refs/heads/42` is a branch. */
  readonly of: string
  /** Whether it reads folders of its own, and not what its base reads. */
  readonly isolated: boolean
  /** Seconds that it lives after a deploy. */
  readonly ttl: number
}

export interface PreviewOf {
  readonly repository: string
  readonly manifest: string
  /** How the base is chosen: by its id, its name, or its key under `deployments:`, which may be the name of another Deployment. */
  readonly base: { readonly by: string; readonly value: string }
  readonly of: string
}

/** What every name begins with, and the policy of a pipeline for previews ends with. */
export const PREVIEWS = 'preview-'

const LONGEST_PART = 16
const DIGITS = 8

/**
 * `preview-prod-pr-42-1a2b3c4d`, at most 50 characters: readable parts of the base and the branch, and a hash of all of both, so that
 * `a/x` and `b/x` differ. The same whatever Astro says, so that a preview can be deleted when its base is gone.
 */
export function previewName({ repository, manifest, base, of }: PreviewOf): string {
  const hash = createHash('sha256')
    .update(JSON.stringify([repository, manifest, base.by, base.value, of]))
    .digest('hex')
  const ref = isPullRequest(of) ? `pr-${of}` : branchOf(of)
  return PREVIEWS + [...[base.value, ref].map(readable).filter(part => part !== ''), hash.slice(0, DIGITS)].join('-')
}

/** Whether a path in Vault is that of an isolated preview. */
export const isOfPreview = (path: string): boolean => /^preview-[a-z0-9-]*[0-9a-f]{8}\//.test(path)

const isPullRequest = (of: string): boolean => /^[1-9]\d*$/.test(of)

/** A branch that is called like a number is written `refs/heads/42`. */
const branchOf = (of: string): string => of.replace(/^refs\/heads\//, '')

/** `pull request 42`, `branch feature/x`. */
export const labelOf = (of: string): string => (isPullRequest(of) ? `pull request ${of}` : `branch ${branchOf(of)}`)

/** The end of a branch says most about it: its last whole words. */
function readable(text: string): string {
  const whole = text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
  const end = whole.slice(-LONGEST_PART)
  return (whole === end ? end : end.replace(/^[^-]*-(?=.)/, '')).replace(/^-/, '')
}

/** What the preview reads, and by which role and policy. */
export function previewScope(base: Scope, { name, isolated }: Pick<Preview, 'name' | 'isolated'>): Scope {
  const folder = (path: string) => (isolated ? `${name}/${path}` : path)
  return {
    ...base,
    variablesPath: folder(base.variablesPath),
    connectionsPath: folder(base.connectionsPath),
    role: `${base.role}-${name}`,
    policy: `${base.policy}-${name}`
  }
}

const DAY = 86_400

/**
 * The manifest with the lifetimes of a preview. Its secret-id lives as long as the preview and at most a day longer, so that not each
 * deploy has to replace it; a role-id of the manifest is that of the base.
 */
export function previewManifest(manifest: Manifest, { ttl }: Pick<Preview, 'ttl'>): Manifest {
  const { roleId: _, ...identity } = asAppRole(manifest.identity)
  const rotateAfter = Math.min(identity.secretId.rotateAfter, DAY, Math.floor(ttl / 4))
  const destroyAfter = Math.min(identity.secretId.destroyAfter, Math.floor(ttl / 4))
  return { ...manifest, identity: { ...identity, secretId: { ttl: ttl + rotateAfter, rotateAfter, destroyAfter } } }
}
