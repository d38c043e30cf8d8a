import type { openStage } from '../../tools/runner/stage.mjs'

export type Stage = Awaited<ReturnType<typeof openStage>>
type Run = NonNullable<Parameters<Stage['run']>[0]>

/** Logging in and out, and asking, change nothing. */
const HARMLESS = /^auth\/[^/]+\/login$|^auth\/token\/(revoke|lookup)-self$|^sys\/capabilities-self$|\/secret-id-accessor\/lookup$/

/** Every change that Vault took, in order: `create airflow/data/variables/greeting`. */
async function changesInVault({ vault }: Stage): Promise<string[]> {
  return (await vault.audit())
    .filter(({ operation, path, error }) => !['read', 'list'].includes(operation) && !HARMLESS.test(path) && error === '')
    .map(({ operation, path }) => `${operation} ${path}`)
}

/** Every change that Astro took, in order: `set KEY`, `deploy`. */
function changesInAstro({ astro }: Stage): string[] {
  return astro.record.flatMap(({ update, deploy }) => [
    ...(update === undefined ? [] : [...update.added, ...update.changed].map(key => `set ${key}`)),
    ...(deploy === undefined ? [] : ['deploy'])
  ])
}

/** One run, and all that came of it: its errors word for word, and what it changed. */
export async function attempt(stage: Stage, run: Run = {}) {
  const vaultBefore = (await changesInVault(stage)).length
  const astroBefore = changesInAstro(stage).length
  const { exitCode, postExitCode, annotations, log, outputs, summary, remove } = await stage.run(run)
  await remove()
  return {
    exitCode,
    postExitCode,
    /** Of annotations of the level error. */
    errors: annotations.filter(({ level }) => level === 'error').map(({ message }) => message),
    annotations,
    log,
    outputs,
    summary,
    inVault: (await changesInVault(stage)).slice(vaultBefore),
    inAstro: changesInAstro(stage).slice(astroBefore)
  }
}

/** A run that found out in time: red, with these errors and no other, and nothing was changed anywhere. */
export const refused = (...errors: unknown[]) => ({ exitCode: 1, postExitCode: 0, errors, inVault: [], inAstro: [] })

/** A run that had nothing to do but to prove, with a secret-id for that alone, that Airflow can read. */
export const idle = {
  exitCode: 0,
  errors: [],
  inVault: [
    'update auth/approle/role/astro_role/custom-secret-id',
    'update auth/approle/role/astro_role/secret-id-accessor/destroy'
  ],
  inAstro: []
}
