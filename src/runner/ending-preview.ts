import * as z from 'zod/mini'
import type { Environment } from '../base/environment.ts'
import type { Secret } from '../base/secret.ts'
import { type InputSource, modeOf, previewOf } from '../inputs/inputs.ts'
import { loadAhead, openGitHub, pagesOf, type Repository, repositoryOf } from './github.ts'
import type { Listener } from './listeners.ts'
import { persist } from './persist.ts'
import { tell, whyNot } from './untold.ts'

interface Ended {
  readonly repository: Repository
  readonly environment: string
  /** The branch or pull request of the preview. */
  readonly preview: string
}

/** The preview that this run deletes, and where it was shown; undefined for nothing. */
export function endedBy(source: InputSource, env: Environment): Ended | undefined {
  const environment = source.get('github-environment')
  const [repository, preview] = [repositoryOf(env), previewOf(source)]
  if (environment === '' || modeOf(source) !== 'deploy' || repository === undefined || !preview?.ends) return undefined
  return { repository, environment, preview: preview.of }
}

/** What a run has created for the preview; of other previews in this environment, and of others' deployments, nothing is ended. */
const DEPLOYMENT = z.object({ id: z.int(), payload: z.unknown() })
const PAYLOAD = z.object({ preview: z.string() })

/**
 * Once a preview is deleted, ends the GitHub deployments that show it: they link to a Deployment that is gone. Why that failed never
 * fails the run; the next one that deletes the preview ends them.
 */
export function endingPreview(
  { ended, token }: { readonly ended: Ended | undefined; readonly token: Secret },
  say: { warning(message: string): void }
): Listener {
  if (ended === undefined || token.reveal() === '') return () => {}
  const { repository, environment, preview } = ended
  const end = async (signal: AbortSignal) => {
    const github = await openGitHub(repository, token, signal)
    const { rest, where } = github
    const pages = pagesOf(DEPLOYMENT, page => rest.repos.listDeployments({ ...where, environment, ...page }))
    for await (const page of pages)
      for (const { id, payload } of page)
        if (PAYLOAD.safeParse(payload).data?.preview === preview) await tell(github, id, { state: 'inactive' })
  }
  return event => {
    if (event.kind === 'begun') loadAhead()
    if (event.kind !== 'ended' || event.outcome !== 'succeeded') return
    return persist(end).catch(error =>
      say.warning(`environment ${environment} on GitHub still shows the preview of ${preview}: ${whyNot(error)}`)
    )
  }
}
