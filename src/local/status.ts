import { BACKEND, BACKEND_KWARGS } from '../airflow/kwargs.ts'
import { type GitOptions, inGit } from '../project/git.ts'
import { imageFacts } from '../project/project.ts'
import { ENV } from './env-file.ts'
import { serves } from './server.ts'
import type { Workplace } from './workplace.ts'

/** What is up for a project, a line each. Contacts nobody but a server that `local up` started. */
export async function statusOf({ state, env }: Workplace, options: GitOptions): Promise<readonly string[]> {
  const there = state.read()
  const variables = env.variables()
  const missing = [BACKEND, BACKEND_KWARGS].filter(name => !variables.has(name))
  const isServing = there?.token !== undefined && (await serves({ url: there.url, token: there.token }))
  const own = isServing
    ? 'a development server of this project'
    : 'a development server that no longer runs: `local up` starts it again'
  const ignored = await inGit(options, ENV)
  return [
    there === undefined ? 'Vault: nothing is up' : `Vault: ${there.url}, ${there.way === 'server' ? own : 'run by others'}`,
    ...(there === undefined ? [] : [`Airflow reaches it at ${there.airflowUrl}`]),
    missing.length === 0 ? `${ENV}: has both variables` : `${ENV}: lacks ${missing.join(' and ')}`,
    ...(ignored === undefined ? [] : [`${ENV} in git: ${ignored}`]),
    `requirements.txt: ${imageFacts(options.projectDir).provider ? 'has' : 'lacks'} the hashicorp provider`
  ]
}
