import type { Finding } from '../base/finding.ts'
import type { Access } from '../identity/identity.ts'
import type { ReadPlace } from '../vault/policy.ts'
import { type Credential, sameCredential, type Use } from './consumer.ts'

/** Records that cannot be read, or (without `finding`) not even be listed: whoever they are about may be using anything. */
export interface Unknown {
  /** Absent: nobody knows on which mount there are any. */
  readonly mount?: string
  readonly finding?: Finding
}

/** Everybody who may be reading from Vault, as the records on all mounts tell that a run knows. */
export interface Readers {
  readonly uses: readonly Use[]
  readonly unknown: readonly Unknown[]
  /** `<auth mount>/<role>` → its policies. Of a role that is not here nobody knows them. */
  readonly policies: ReadonlyMap<string, readonly string[]>
}

export const NOBODY: Readers = { uses: [], unknown: [], policies: new Map() }

/** What somebody may still be using. */
export type Thing =
  | { readonly kind: 'credential'; readonly credential: Credential }
  | { readonly kind: 'role'; readonly access: Pick<Access, 'authMount' | 'role'> }
  | { readonly kind: 'policy'; readonly name: string }
  /** Those who read where `place` says follow the manifest, and are not meant. */
  | { readonly kind: 'secret'; readonly path: string; readonly place: ReadPlace }

export type Users = Pick<Readers, 'uses' | 'unknown'>

/**
 * Who may still be using this? Everything that narrows, destroys, prunes or replaces asks here first. Where something is unknown,
 * the answer is not the whole of it, and nothing may be taken away that is not replaced and whose time is not over.
 */
export function whoMayUse(thing: Thing, { uses, unknown, policies }: Readers): Users {
  switch (thing.kind) {
    case 'credential':
      return { uses: uses.filter(use => sameCredential(use, thing.credential)), unknown }
    case 'role':
      return { uses: uses.filter(use => roleOf(use) === roleOf(thing.access)), unknown }
    case 'policy':
      return { uses: uses.filter(use => policies.get(roleOf(use))?.includes(thing.name) ?? true), unknown }
    case 'secret':
      return {
        uses: uses.filter(use => readsElsewhere(use, thing)),
        unknown: unknown.filter(({ mount }) => mount === thing.place.mount)
      }
  }
}

/** The same without what one record says: it is about to change. */
export const besides = ({ uses, ...readers }: Readers, mount: string, id: string): Readers => ({
  ...readers,
  uses: uses.filter(({ who, ...use }) => who.id !== id || use.mount !== mount)
})

/** As `Readers` knows a role. */
export const roleOf = ({ authMount, role }: Pick<Access, 'authMount' | 'role'>): string => `${authMount}/${role}`

/** Those users for a person: `Deployment prod, Deployment dev`, and who there may be besides. */
export function named({ uses, unknown }: Users): string[] {
  const names = new Set(uses.map(({ who }) => `Deployment ${who.name}`))
  if (isUnlisted({ unknown })) names.add('any Deployment that uses it (this token cannot list their records)')
  if (findingsOf({ unknown }).length > 0) names.add('any Deployment whose record cannot be read')
  return [...names]
}

/** Whether this token may not even list some of the records. */
export const isUnlisted = ({ unknown }: Pick<Users, 'unknown'>): boolean => unknown.some(({ finding }) => finding === undefined)

/** About the records that cannot be read. */
export const findingsOf = ({ unknown }: Pick<Users, 'unknown'>): readonly Finding[] =>
  unknown.flatMap(({ finding }) => finding ?? [])

const FOLDERS = ['variablesPath', 'connectionsPath'] as const

/** Reads that path in a folder that is not, or no longer, the one of its kind. */
const readsElsewhere = (use: Use, { path, place }: Extract<Thing, { kind: 'secret' }>): boolean =>
  use.mount === place.mount && FOLDERS.some(folder => use[folder] !== place[folder] && path.startsWith(`${use[folder]}/`))
