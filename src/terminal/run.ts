import { allOf } from '../base/counted.ts'
import { failureOf } from '../base/errors.ts'
import { Masks } from '../base/masks.ts'
import { shellWord } from '../base/shell.ts'
import { aboutOf, type InputSource, type Inputs, modeOf, readInputs } from '../inputs/inputs.ts'
import { INPUT_NAMES, type InputName } from '../inputs/schema.ts'
import { currentRun } from '../launch/current-run.ts'
import { launch, type Story } from '../launch/launch.ts'
import { masked, withFindings } from '../launch/masked.ts'
import { describe } from '../plan/describe.ts'
import type { Tell } from '../plan/event.ts'
import { answerOfDiff } from '../report/diff.ts'
import { answerOf } from '../report/headline.ts'
import { Journal } from '../report/journal.ts'
import { logTo } from '../report/log.ts'
import { planFile } from '../report/plan-file.ts'
import { lineOf } from '../report/render.ts'
import { type Report, reportOf } from '../report/report.ts'
import { check } from '../run/check.ts'
import { diff } from '../run/diff.ts'
import { main } from '../run/main.ts'
import { verify } from '../run/verify.ts'
import { agreementOn } from './agreement.ts'
import type { ExitCode } from './command.ts'
import { PROGRAM } from './command-line.ts'
import { withDefaults } from './defaults.ts'
import { doorOf, refuseStranger, sayingAlso } from './door.ts'
import { changesIn, differencesIn } from './exit-code.ts'
import { workstationScreen } from './local/words.ts'
import { type Screen, screenOf } from './screen.ts'
import { explainHere, spoken } from './words.ts'
import type { Call } from './workstation.ts'

/** What a command is of the engine. */
export interface Kind {
  readonly story: Story
  /** What the name of the command says. */
  readonly inputs: Readonly<Partial<Record<InputName, string>>>
  /** What `--exit-code` asks. */
  readonly exitCode?: (journal: Journal) => ExitCode
  /** It compares nothing and changes nothing, so it has no mode of its own. */
  readonly isLook?: boolean
  /** The last line of a run that succeeded; default: that of its name. */
  readonly end?: string
}

const KINDS = {
  check: { story: check, inputs: { mode: 'plan' }, isLook: true },
  plan: { story: main, inputs: { mode: 'plan' }, exitCode: changesIn },
  sync: { story: main, inputs: { mode: 'sync' } },
  deploy: { story: main, inputs: { mode: 'deploy' } },
  verify: { story: verify, inputs: { mode: 'plan' }, isLook: true },
  diff: { story: diff, inputs: { mode: 'plan' }, isLook: true, exitCode: differencesIn },
  undo: { story: main, inputs: { mode: 'sync' } },
  rotate: { story: main, inputs: { mode: 'deploy', rotate: 'now', 'deploy-type': 'none' } }
} as const satisfies Record<string, Kind>

export type RunCommand = keyof typeof KINDS

/** One run of the engine, from what was typed to the exit code. `typed`: inputs that its words are. */
export async function carryOut(command: RunCommand, call: Call, typed: Kind['inputs'] = {}): Promise<ExitCode> {
  const kind: Kind = KINDS[command]
  return await carryOutAs({ ...kind, inputs: { ...kind.inputs, ...typed } }, command, call)
}

/** The same for a command whose story is made of what was typed. */
export async function carryOutAs(kind: Kind, command: RunCommand | 'local', call: Call): Promise<ExitCode> {
  const { story, isLook, exitCode: judge, end } = kind
  const masks = new Masks()
  const hide = (text: string) => masks.hide(text)
  const plain = screenOf(call, masks, { apart: call.own.has('json') })
  const screen = command === 'local' ? workstationScreen(plain) : plain
  const journal = new Journal()
  const log = isLook ? lookTo(screen) : logTo(screen)
  const tell: Tell = event => {
    const shown = masked(event, hide)
    log(withFindings(shown, spoken))
    journal.hear(shown)
    if (shown.kind === 'started') screen.status(`${describe(shown.step).action} ${describe(shown.step).target}`)
  }
  const source = sourceOf(kind, command, call)
  const mode = isLook ? undefined : modeOf(source)
  tell({ kind: 'begun', about: aboutOf(source), ...(mode === undefined ? {} : { mode }) })
  const run = currentRun(call.environment)
  let exitCode: ExitCode = 0
  try {
    if (command !== 'check') refuseStranger(command, call)
    await launch(
      agreeing(story, command, call, screen),
      readInputs(source, secret => void masks.add(secret)),
      doorOf(call, masks, screen, { run, tell })
    )
    if (call.own.has('exit-code') && judge !== undefined) exitCode = judge(journal)
    tell({ kind: 'ended', outcome: 'succeeded', findings: [] })
    const said = end ?? (command === 'local' ? '' : endOf(command, source, reportOf(journal, hide)))
    if (said !== '') screen.info(`✓ ${said}`)
  } catch (error) {
    exitCode = 1
    screen.error(explainHere(error))
    tell({ kind: 'ended', outcome: 'failed', findings: failureOf(error) })
  }
  if (journal.secretsWritten > 0 && command !== 'undo' && command !== 'local')
    screen.info(`To reverse what this run changed in Vault: ${PROGRAM} undo ${[run.id, ...aboutTheSame(source)].join(' ')}`)
  if (call.own.has('json'))
    for (const part of planFile(reportOf(journal, hide))) call.printExactly(part.replaceAll('##[', '##\\u005b'))
  return exitCode
}

/** What was typed, what the name of the command says, and what is usual on this workstation. A check needs no credential. */
function sourceOf({ inputs }: Kind, command: RunCommand | 'local', call: Call): InputSource {
  const named = sayingAlso(call, inputs)
  return command === 'check' ? named : withDefaults(named, call)
}

/** The engine asks before it changes anything, unless it was told not to. */
const agreeing =
  (story: Story, command: string, call: Call, screen: Screen): Story =>
  (inputs: Inputs, ports) =>
    story(inputs, call.own.has('yes') ? ports : { ...ports, agree: agreementOn(command, call, screen, ports.signal) })

/** What a run that succeeded has to say. */
function endOf(command: RunCommand, source: InputSource, report: Report): string {
  const { manifest } = aboutOf(source)
  if (command === 'check') return `no mistakes in ${manifest}`
  if (command === 'diff') return `diff: ${(report.diffs ?? []).map(answerOfDiff).join('; ')}`
  return command === 'verify'
    ? `Airflow can read ${provedIn(report).join(', and ')} (${manifest})`
    : `${command}: ${answerOf(report)}`
}

/** How many secrets were proved, of each scope. */
const provedIn = ({ chapters }: Report): string[] =>
  chapters.flatMap(({ scope, steps }) =>
    Array.from(steps).flatMap(step => {
      if (step.kind !== 'verify' || step.outcome !== 'done') return []
      return `${allOf(step.after.asked, 'secret')} of ${scope === undefined ? 'the shared folders' : `Deployment ${scope}`}`
    })
  )

/** The options with which another command is about the same folders, as a shell takes them. */
const aboutTheSame = (source: InputSource): string[] =>
  INPUT_NAMES.filter(name => name === 'manifest' || name.startsWith('deployment')).flatMap(name => {
    const value = source.get(name)
    return value === '' ? [] : [`--${name}`, shellWord(value)]
  })

/** For a command that has nothing to change: of its plan only what somebody should read. Errors follow as those of the run. */
const lookTo =
  (screen: Screen): Tell =>
  event => {
    if (event.kind !== 'planned') return logTo(screen)(event)
    for (const finding of event.chapters.flatMap(({ plan }) => plan.findings)) {
      if (finding.severity === 'warning') screen.warning(lineOf(finding))
      if (finding.severity === 'note') screen.info(lineOf(finding))
    }
  }
