import { approle } from './approle.ts'
import type { AppRole } from './approle-section.ts'
import type { IdentityKind, Kind } from './identity.ts'

/** What the manifest says of one kind of runtime identity. */
export type RuntimeIdentity = AppRole

/** Every kind: a new one is a file of its own, its name in `Kind`, and a row here. */
const KINDS: Readonly<Record<Kind, IdentityKind<RuntimeIdentity>>> = { approle }

export const kindOf = ({ kind }: { readonly kind: Kind }): IdentityKind<RuntimeIdentity> => KINDS[kind]
