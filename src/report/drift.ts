import { shortened, visible } from '../base/visible.ts'
import { ownersIn } from '../plan/event.ts'
import { markerOf } from './comment.ts'
import { wordOf } from './counts.ts'
import { detailsOf } from './details.ts'
import { code, named, prose } from './markdown.ts'
import { cutTo, type Limit } from './page.ts'
import type { Report, ReportStep } from './report.ts'
import { table } from './table.ts'

/** GitHub takes 65,536 characters of an issue. */
const ISSUE: Limit = { bytes: 60_000, rest: 'The job summary of the last run has more.' }

const WHAT =
  'Somebody has changed or deleted this in Vault or Astro, outside the manifest. A run with `mode: sync` restores secrets, policy and role, and `mode: deploy` the Deployment too. To keep a change, write it into the manifest first.'

const UNSURE =
  'Nothing is known to have drifted. This issue stays open because the last run could not compare everything: give it what is missing, or close it.'

/** The issue about what has drifted and what is due. */
export interface Issue {
  /** What it begins with, and is found by. */
  readonly marker: string
  readonly title: string
  readonly body: string
  /**
   * `wanted`: there is something to look at. `unsure`: nothing was found, but not everything was compared, which the body lists.
   * `unknown`: the run failed, or asked nobody.
   */
  readonly state: 'wanted' | 'unwanted' | 'unsure' | 'unknown'
}

/** Says nothing that changes from run to run by itself, so that an equal issue need not be written again. */
export function issueOf(report: Report): Issue {
  const findings = report.chapters.flatMap(chapter => chapter.findings)
  const about = (wanted: string) => findings.filter(({ topic }) => topic === wanted)
  const owner = ownersIn(report.chapters)
  const steps = report.chapters.flatMap(chapter => {
    const whose = owner(chapter)
    const name = ({ target }: ReportStep) => [...(whose === undefined ? [] : [named(whose)]), named(target)].join(': ')
    return [...chapter.steps].flatMap(step => (step.drift ? [() => [name(step), changeOf(step)]] : []))
  })
  const [gone, due, unseen] = [about('drift'), about('due'), about('not-compared')]
  const row = ({ subject = '', message, hint }: (typeof findings)[number]) => [
    named(subject),
    prose([message, hint].filter(Boolean).join('. '))
  ]
  const drifted = [...steps, ...gone.map(one => () => row(one))]
  const isWanted = drifted.length + due.length > 0
  const marker = markerOf(report, 'drift ')
  const head = [
    `## Drift: ${drifted.length} · due: ${due.length}`,
    '',
    whoseOf(report),
    ...(drifted.length > 0 ? ['', WHAT] : isWanted ? [] : ['', UNSURE])
  ]
  const page = [
    { title: '', before: head, lines: [], after: [], more: 0 },
    ...table('Changed by somebody', ['What', 'Change'], drifted),
    ...table(
      'Due',
      ['What', 'When'],
      due.map(one => () => row(one))
    ),
    ...table(
      'Not compared',
      ['What', 'Why'],
      unseen.map(one => () => row(one))
    )
  ]
  const isDone = report.compared && report.outcome === 'succeeded'
  const state = isWanted ? 'wanted' : !isDone ? 'unknown' : unseen.length > 0 ? 'unsure' : 'unwanted'
  return {
    marker,
    title: `Drift from ${whatOf(report)}`,
    body: `${marker}\n${state === 'unwanted' ? 'Vault secrets backend: nothing has drifted, and nothing is due.\n' : cutTo(page, ISSUE)}`,
    state
  }
}

const changeOf = (step: ReportStep): string =>
  wordOf(step) === undefined ? `${prose(step.action)}: ${detailsOf(step)}` : detailsOf(step)

function whoseOf({ manifest = '', chapters, deployment }: Report): string {
  const targets = chapters.flatMap(({ target }) => (target === undefined ? [] : [`Deployment **${prose(target.name)}**`]))
  const chosen = targets.length > 0 || deployment === undefined ? targets : [`Deployment ${code(deployment)}`]
  return [`Manifest ${code(manifest)}`, ...chosen].join(' · ')
}

const LONGEST_TITLE = 200

/** GitHub shows a title as text. */
const whatOf = ({ manifest = '', deployment }: Report): string =>
  shortened(visible(`${manifest}${deployment === undefined ? '' : ` for ${deployment}`}`), LONGEST_TITLE)
