import type { Inputs } from '../../inputs/inputs.ts'
import type { Manifest } from '../../manifest/manifest.ts'
import { type Preview, previewManifest, previewName, previewScope } from '../../manifest/preview.ts'
import { type Scope, scopeOf } from '../../manifest/scope.ts'

interface About {
  readonly manifest: Manifest
  /** Of the base. */
  readonly scope: Scope
  readonly repository: string
}

/** Manifest and scope as they apply to the preview that the inputs ask for; unchanged if they ask for none. */
export function namesOf(
  { preview: asked, selection }: Pick<Inputs, 'preview' | 'selection'>,
  { manifest, scope, repository }: About
): Pick<About, 'manifest' | 'scope'> & { readonly preview?: Preview } {
  if (asked === undefined || selection === undefined) return { manifest, scope }
  const { of, isolated, ttl } = asked
  const [[by, value] = ['', '']] = Object.entries(selection)
  const name = previewName({ repository, manifest: manifest.name, base: { by, value }, of })
  const preview = { name, of, isolated, ttl }
  const own = previewManifest(manifest, preview)
  return { preview, manifest: own, scope: previewScope(scopeOf(own, scope.deployment), preview) }
}

/** Whether it reads what its base reads: then its runs write no secret, and need no value. */
export const isShared = (preview: Preview | undefined): boolean => preview !== undefined && !preview.isolated
