import { approle } from './approle.ts'
import { type AppRole, appRoleFrom, type SectionMistake, section, sectionMistakes } from './approle-section.ts'
import type { IdentityKind, IdentityName } from './identity.ts'

/** What the manifest says of one kind of runtime identity. */
export type RuntimeIdentity = AppRole

/** Every kind. A new one is a file of its own, its name in `IDENTITIES`, and its rows here. */
const KINDS: Readonly<Record<IdentityName, IdentityKind<RuntimeIdentity>>> = { approle }

export const identityKind = ({ kind }: { readonly kind: IdentityName }): IdentityKind<RuntimeIdentity> => KINDS[kind]

/** Of a workstation, and of a preview: nobody knows before it is there which platform would vouch for it, and as whom. */
export const asAppRole = (identity: RuntimeIdentity): AppRole => identityKind(identity).asAppRole(identity)

/** Their sections of a manifest. */
export const SECTIONS = { approle: section } as const satisfies Readonly<Record<IdentityName, unknown>>

type Sections = { readonly approle: Parameters<typeof appRoleFrom>[0] }

/** What is wrong with the sections, at keys from the top of the manifest. */
export const identityMistakes = ({ approle }: Sections): SectionMistake[] =>
  sectionMistakes(approle).map(({ path, message, given }) => ({
    path: ['approle', ...path],
    message,
    given: given.map(other => ['approle', ...other])
  }))

/** The identity that the sections choose. */
export const identityFrom = ({ approle }: Sections): RuntimeIdentity => appRoleFrom(approle)
