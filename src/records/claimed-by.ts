import type { Finding } from '../base/finding.ts'

/** Why a path that another manifest owns cannot be claimed. */
export const claimedBy = (mount: string, path: string, manifest: string): Finding => ({
  severity: 'error',
  subject: `${mount}/${path}`,
  message: `belongs to manifest ${manifest}`,
  hint: `Remove it from this manifest; or remove it from ${manifest} and prune it there; or set \`on-conflict: adopt\` to take it over.`
})
