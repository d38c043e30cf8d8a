import { counted } from '../base/counted.ts'
import { isNotAtRest } from '../plan/plan.ts'
import { type Counts, countsOf, sum } from './counts.ts'
import { code, prose } from './markdown.ts'
import type { Report } from './report.ts'

/** The answer to what a reader wants to know first: what changes and whether anything restarts; or whether Airflow can read. */
export function answerOf(report: Report): string {
  if (report.outcome === 'failed') return 'failed'
  if (!report.compared) return unasked(report)
  const counts = countsOf(report)
  return report.mode === 'plan' ? planned(report, counts) : done(counts)
}

/** Vault was not asked; what a pull request changes in the manifest may be known all the same. */
function unasked({ base }: Report): string {
  if (base === undefined) return 'nothing was compared'
  const { length } = base.changes
  const what = length === 0 ? 'the manifest does not change' : `${counted(length, 'name')} of the manifest to change`
  return `${what}; Vault was not asked`
}

function planned({ chapters }: Report, { secrets, settings, records, restarts }: Counts): string {
  const what = [...some(sum(secrets), 'secret'), ...some(settings, 'setting')]
  const isMoving = chapters.some(({ findings }) => findings.some(isNotAtRest))
  const changing = [
    ...(what.length === 0 ? [] : [`${what.join(' and ')} to change`]),
    ...(isMoving ? ['not everything could be compared'] : [])
  ]
  const isSeen = chapters.some(({ target }) => target !== undefined)
  if (changing.length + restarts.length === 0)
    return records ? "nothing to change but this action's own records" : 'nothing to change'
  if (restarts.length > 0) return [...changing, `${counted(restarts.length, 'Deployment')} will restart`].join(', ')
  return [...changing, ...(isSeen && !isMoving ? ['nothing will restart'] : [])].join(', ')
}

const some = (count: number, noun: string): string[] => (count === 0 ? [] : [counted(count, noun)])

function done({ secrets, settings, restarts, readable }: Counts): string {
  const changed = [
    ...(sum(secrets) > 0 ? [`${counted(sum(secrets), 'secret')} changed`] : []),
    ...(settings > 0 && sum(secrets) === 0 ? [`${counted(settings, 'setting')} changed`] : []),
    ...(restarts.length > 0 ? [`${counted(restarts.length, 'Deployment')} restarted`] : [])
  ]
  const what = changed.length > 0 ? changed.join(', ') : 'nothing to change'
  if (readable === undefined) return what
  const { asked, of } = readable
  const proof =
    asked === of ? `Airflow can read everything, ${asked} of ${of}` : `Airflow can read ${asked} of ${asked} asked, for ${of}`
  return `${proof}; ${what}`
}

/** More of them are counted. */
const FEW = 3

/** The line below: who and what, and the counts in full. */
export function factsOf(report: Report): string {
  const { mode, manifest, base, chapters } = report
  const { secrets, restarts } = countsOf(report)
  const targets = chapters.flatMap(({ target }) => target ?? [])
  const verb = mode === 'plan' ? 'restarts' : 'restarted'
  const parts = [
    ...(mode === undefined ? [] : [`Mode **${mode}**`]),
    ...(manifest === undefined ? [] : [`manifest ${code(manifest)}`]),
    ...(base === undefined ? [] : [`compared with that of ${code(base.branch)}`]),
    ...(targets.length > FEW
      ? [`${targets.length} Deployments`]
      : targets.map(({ id, name }) => `Deployment **${prose(name)}** (${code(id)})`)),
    ...Array.from(secrets, ([word, count]) => `${count} ${word}`),
    ...(restarts.length > FEW ? [`${verb} ${restarts.length} Deployments`] : restarts.map(name => `${verb} **${prose(name)}**`))
  ]
  return parts.join(' · ')
}
