import type { Finding } from '../base/finding.ts'
import type { Access } from '../identity/identity.ts'
import type { ReadPlace } from '../vault/policy.ts'
import { type Credential, type PreviewRecord, sameCredential, type Use } from './consumer.ts'

/** Records that cannot be read or, without `finding`, not even listed. Whoever they are about may be using anything. */
export interface Unknown {
  /** Absent if it is unknown which mounts have some. */
  readonly mount?: string
  readonly finding?: Finding
}

/** Everybody who may be reading from Vault, according to the records on all mounts that the run knows. */
export interface Readers {
  readonly uses: readonly Use[]
  readonly unknown: readonly Unknown[]
  /** `<auth mount>/<role>` → its policies. Those of a role that is missing here are unknown. */
  readonly policies: ReadonlyMap<string, readonly string[]>
  /** Previews of the manifest. */
  readonly previews?: readonly RecordedPreview[]
}

/** `name`: of its Deployment. */
export type RecordedPreview = PreviewRecord & { readonly name: string }

export const NOBODY: Readers = { uses: [], unknown: [], policies: new Map() }

/** What somebody may still be using. */
export type Thing =
  | { readonly kind: 'credential'; readonly credential: Credential }
  | { readonly kind: 'role'; readonly access: Pick<Access, 'authMount' | 'role'> }
  /** `path`: its mount. */
  | { readonly kind: 'auth-method'; readonly path: string }
  | { readonly kind: 'policy'; readonly name: string }
  /** Does not count those who read where `place` says, because they follow the manifest. */
  | { readonly kind: 'secret'; readonly path: string; readonly place: ReadPlace }

export type Users = Pick<Readers, 'uses' | 'unknown'>

/**
 * Who may still be using this? Everything that narrows, destroys, prunes or replaces asks here first. If something is unknown, the
 * answer is incomplete: then nothing may be taken away but what was replaced and whose time is over.
 */
export function whoMayUse(thing: Thing, { uses, unknown, policies }: Readers): Users {
  switch (thing.kind) {
    case 'credential':
      return { uses: uses.filter(use => sameCredential(use, thing.credential)), unknown }
    case 'role':
      return { uses: uses.filter(use => roleOf(use) === roleOf(thing.access)), unknown }
    case 'auth-method':
      return { uses: uses.filter(({ authMount }) => authMount === thing.path), unknown }
    case 'policy':
      return { uses: uses.filter(use => policies.get(roleOf(use))?.includes(thing.name) ?? true), unknown }
    case 'secret':
      return {
        uses: uses.filter(use => readsElsewhere(use, thing)),
        unknown: unknown.filter(({ mount }) => mount === thing.place.mount)
      }
  }
}

/** The same without the uses of one record, which is about to change. */
export const besides = ({ uses, ...readers }: Readers, mount: string, id: string): Readers => ({
  ...readers,
  uses: uses.filter(({ who, ...use }) => who.id !== id || use.mount !== mount)
})

/** The key of a role in `Readers`. */
export const roleOf = ({ authMount, role }: Pick<Access, 'authMount' | 'role'>): string => `${authMount}/${role}`

/** Whether somebody is recorded to hold a login of this role: it was there, and proved, when that was handed out. */
export const hasHolder = (role: Pick<Access, 'authMount' | 'role'>, { uses }: Readers): boolean =>
  uses.some(use => use.as === 'held' && roleOf(use) === roleOf(role))

/** The users as text for a person: `Deployment prod`, `Deployment dev`, and who else there may be. */
export function named({ uses, unknown }: Users): string[] {
  const names = new Set(uses.map(({ who }) => `Deployment ${who.name}`))
  if (isUnlisted({ unknown })) names.add('any Deployment that uses it (this token cannot list their records)')
  if (findingsOf({ unknown }).length > 0) names.add('any Deployment whose record cannot be read')
  return [...names]
}

/** Whether this token may not even list some of the records. */
export const isUnlisted = ({ unknown }: Pick<Users, 'unknown'>): boolean => unknown.some(({ finding }) => finding === undefined)

/** The findings about records that cannot be read. */
export const findingsOf = ({ unknown }: Pick<Users, 'unknown'>): readonly Finding[] =>
  unknown.flatMap(({ finding }) => finding ?? [])

const FOLDERS = ['variablesPath', 'connectionsPath'] as const

/** Reads that path in a folder that is not, or is no longer, the manifest's folder for its kind. */
const readsElsewhere = (use: Use, { path, place }: Extract<Thing, { kind: 'secret' }>): boolean =>
  use.mount === place.mount && FOLDERS.some(folder => use[folder] !== place[folder] && path.startsWith(`${use[folder]}/`))
