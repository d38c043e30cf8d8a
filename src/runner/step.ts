import { explain, failureOf, Mistakes } from '../base/errors.ts'
import type { Finding } from '../base/finding.ts'
import { Secret } from '../base/secret.ts'
import { aboutOf, modeOf, readInputs } from '../inputs/inputs.ts'
import { launch } from '../launch/launch.ts'
import { masked } from '../launch/masked.ts'
import type { Tell } from '../plan/event.ts'
import { Journal } from '../report/journal.ts'
import { logTo } from '../report/log.ts'
import { reportOf } from '../report/report.ts'
import { main } from '../run/main.ts'
import { commenting } from './comment.ts'
import { doorOf, tempIn } from './door.ts'
import { isOnDefaultBranch, reportingDrift } from './drift.ts'
import { endedBy, endingPreview } from './ending-preview.ts'
import { repositoryOf } from './github.ts'
import { showingDeployment, shownBy } from './github-deployment.ts'
import { inputSource } from './job.ts'
import { listeners } from './listeners.ts'
import { annotate, countUnannotated, hide, log, mask, unannotated } from './log.ts'
import { publish } from './publish.ts'
import { pullRequestOf } from './pull-request.ts'
import { leaveUntold } from './state.ts'

/**
 * One step of a workflow, from its inputs to its outputs and summary. Sets the exit code. A new listener is a new file and a word
 * here.
 */
export async function step(): Promise<void> {
  const source = inputSource(process.env)
  if (source.get('mode') === 'doctor') {
    const { doctorStep } = await import('./doctor-step.ts')
    return await doctorStep(source)
  }
  const journal = new Journal()
  const pullRequest = pullRequestOf(process.env)
  const mode = modeOf(source)
  const github = { token: new Secret(source.get('github-token')), report: () => reportOf(journal, hide) }
  const comment = commenting({ ...github, pullRequest }, log)
  const isAsked = mode === 'plan' && source.get('drift') === 'issue'
  const drift = reportingDrift(
    { ...github, repository: isAsked ? repositoryOf(process.env) : undefined, isDefault: isOnDefaultBranch(process.env) },
    log
  )
  const deployment = showingDeployment(
    { ...github, shown: shownBy(source, process.env, pullRequest), targets: () => journal.targets, leave: leaveUntold },
    log
  )
  const preview = endingPreview({ ended: endedBy(source, process.env), token: github.token }, log)
  const all = [logTo(log), journal.hear, comment, drift, deployment, preview]
  const { tell: pass, finish } = listeners(all, message => log.warning(message))
  const tell: Tell = event => pass(masked(event, hide))
  tell({ kind: 'begun', about: aboutOf(source), ...(mode === undefined ? {} : { mode }) })
  try {
    await launch(main, readInputs(source, mask), doorOf(process.env, tell, pullRequest))
    tell({ kind: 'ended', outcome: 'succeeded', findings: [] })
  } catch (error) {
    process.exitCode = 1
    if (error instanceof Mistakes) annotate(error)
    else log.error(explain(error))
    tell({ kind: 'ended', outcome: 'failed', findings: reasons(error) })
  }
  try {
    publish(journal, { hide, notice: log.notice, said: unannotated(), environment: process.env, folder: tempIn(process.env) })
  } catch (error) {
    process.exitCode = 1
    log.error(explain(error))
  }
  await finish()
  countUnannotated()
}

/** The log has all findings; whoever else hears of them, so many. */
const MOST = 200

function reasons(error: unknown): readonly Finding[] {
  const all = failureOf(error)
  if (all.length <= MOST) return all
  return [...all.slice(0, MOST), { severity: 'error', message: `… and ${all.length - MOST} more, which the log lists` }]
}
