import { replanning } from '../replanning.ts'
import { deletePreview } from './delete.ts'
import { deployPreview } from './deploy.ts'
import { type AboutPreview, aboutThese } from './run.ts'

/** A run for a preview of the selected Deployment. Without an Astro token, a plan shows what can be said of Vault. */
export async function inPreview(about: AboutPreview): Promise<void> {
  const { inputs, manifest, scopes } = about.prepared
  const astro = inputs.astro && about.ports.openAstro(inputs.astro)
  if (astro === undefined) return await about.act(aboutThese([]))
  const [one, ...others] = scopes
  const [base] = one?.targets ?? []
  if (one?.preview === undefined || base === undefined || others.length > 0) throw new Error('a preview has one base')
  const { scope, preview } = one
  const run = { ...about, inputs, manifest, scope, preview, base: base.ref, astro }
  await replanning(inputs, about.ports, about.opened.vault, () =>
    inputs.preview?.ends ? deletePreview(run) : deployPreview(run)
  )
}
