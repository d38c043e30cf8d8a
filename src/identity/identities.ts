import { isDeepStrictEqual } from 'node:util'
import type { z } from 'zod/mini'
import { approle } from './approle.ts'
import { type AppRole, appRoleFrom, type SectionMistake, section, sectionMistakes } from './approle-section.ts'
import type { IdentityKind, IdentityName } from './identity.ts'
import { jwt } from './jwt.ts'
import { type Jwt, jwtFrom, jwtMistakes, runtimeSection } from './jwt-section.ts'

/** What the manifest says of one kind of runtime identity. */
export type RuntimeIdentity = AppRole | Jwt

/** Every kind. A new one is a file of its own, its name in `IDENTITIES`, and its rows here. */
const KINDS: { readonly [K in IdentityName]: IdentityKind<Extract<RuntimeIdentity, { kind: K }>> } = { approle, jwt }

/** Whoever asks the kind of an identity passes it the settings of that kind. */
export const identityKind = ({ kind }: { readonly kind: IdentityName }): IdentityKind<RuntimeIdentity> =>
  KINDS[kind] as IdentityKind<RuntimeIdentity>

/** Of a workstation, and of a preview: nobody knows before it is there which platform would vouch for it, and as whom. */
export const asAppRole = (identity: RuntimeIdentity): AppRole => identityKind(identity).asAppRole(identity)

/** Their sections of a manifest. */
export const SECTIONS = { approle: section, runtime: runtimeSection } as const

interface Sections {
  readonly approle: z.output<typeof section>
  readonly runtime?: z.output<typeof runtimeSection>
}

/** What is wrong with the sections, at keys from the top of the manifest. */
export function identityMistakes({ approle, runtime }: Sections): SectionMistake[] {
  const both = 'cannot be combined with `approle`: Airflow logs in with one of them; remove the other'
  const isBoth = runtime !== undefined && !isDeepStrictEqual(approle, section.parse({}))
  return [
    ...below(['approle'], sectionMistakes(approle)),
    ...(runtime === undefined ? [] : below(['runtime', 'jwt'], jwtMistakes(runtime.jwt))),
    ...(isBoth ? [{ path: ['runtime'], message: both, given: [['approle']] }] : [])
  ]
}

const below = (above: readonly string[], mistakes: readonly SectionMistake[]): SectionMistake[] =>
  mistakes.map(({ path, message, given }) => ({
    path: [...above, ...path],
    message,
    given: given.map(other => [...above, ...other])
  }))

/** The identity that the sections choose. */
export const identityFrom = ({ approle, runtime }: Sections): RuntimeIdentity =>
  runtime === undefined ? appRoleFrom(approle) : jwtFrom(runtime.jwt)
