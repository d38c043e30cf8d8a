import type { Finding } from '../base/finding.ts'
import { changeOf } from '../plan/change.ts'
import { describe, idOf } from '../plan/describe.ts'
import type { Diff } from '../plan/diff/diff.ts'
import type { Chapter, Target } from '../plan/event.ts'
import { isDrift, type Step } from '../plan/step.ts'
import type { EntryChange } from '../values/changes.ts'
import type { Journal, Outcomes, Result } from './journal.ts'
import type { PlanFile } from './plan-file-schema.ts'

type FileChapter = PlanFile['chapters'][number]

/** One step, as the plan file has it. */
export type ReportStep = FileChapter['steps'][number]

/** All that a run planned, and what it did, as the plan file has it and as pages are made from it: of a run, or of such a file. */
export interface Report extends Omit<PlanFile, 'schema' | 'findings' | 'diffs' | 'chapters'> {
  readonly findings: readonly Finding[]
  readonly diffs?: readonly Diff[]
  readonly chapters: readonly ReportChapter[]
}

/** Steps are made whenever they are asked for: 20,000 of them need not live beside the plan. */
export interface ReportChapter extends Omit<FileChapter, 'steps' | 'findings'> {
  readonly findings: readonly Finding[]
  readonly steps: Iterable<ReportStep>
}

/** `hide` takes out what is masked: a constant may equal a secret. */
export function reportOf(journal: Journal, hide: (text: string) => string = text => text): Report {
  const { mode, about, base, diffs, compared, failure, chapters, outcomes, results } = journal
  return {
    ...(mode === undefined ? {} : { mode }),
    ...about,
    outcome: failure === undefined ? 'succeeded' : 'failed',
    findings: failure ?? [],
    compared,
    ...(base && { base: { branch: base.branch, changes: base.changes.map(change => hidden(change, hide)) } }),
    ...(diffs.length > 0 && { diffs }),
    chapters: chapters.map(chapter => chapterOf(chapter, outcomes, hide, results))
  }
}

const hidden = ({ keys, ...change }: EntryChange, hide: (text: string) => string) => ({
  ...change,
  keys: keys.map(({ key, was, becomes }) => ({
    key,
    ...(was === undefined ? {} : { was: was && hide(was) }),
    ...(becomes === undefined ? {} : { becomes: becomes && hide(becomes) })
  }))
})

const chapterOf = (
  { target, scope, plan }: Chapter,
  outcomes: Outcomes,
  hide: (text: string) => string,
  results: readonly Result[]
): ReportChapter => ({
  ...(scope === undefined ? {} : { scope }),
  ...(target === undefined ? {} : ofTarget(target, results)),
  steps: {
    *[Symbol.iterator]() {
      for (const step of plan.steps) yield stepFacts(step, outcomes, hide)
    }
  },
  findings: plan.findings
})

function ofTarget(target: Target, results: readonly Result[]): Pick<ReportChapter, 'target' | 'outcome'> {
  const { id, name, key } = target
  const { outcome } = results.find(one => one.target === target) ?? {}
  return { target: { id, name, ...(key === undefined ? {} : { key }) }, ...(outcome === undefined ? {} : { outcome }) }
}

function stepFacts(step: Step, outcomes: Outcomes, hide: (text: string) => string): ReportStep {
  const { kind } = step
  const { subject, action, target } = describe(step)
  const { before, after } = changeOf(step)
  const constants = after?.['constants'] as Readonly<Record<string, string>> | undefined
  const shown = constants && Object.fromEntries(Object.entries(constants).map(([key, text]) => [key, hide(text)]))
  const becomes = shown === undefined ? after : { ...after, constants: shown }
  // Without an outcome the key is left out: the step was only planned, or not reached. Tests compare each kind with the schema.
  return {
    id: idOf(step),
    kind,
    subject,
    action,
    target,
    // It may name who changed a secret in Vault.
    reason: kind === 'secret' && step.found !== undefined ? hide(step.reason) : step.reason,
    ...(isDrift(step) && { drift: true }),
    before,
    after: becomes,
    outcome: outcomes.get(step)
  } as ReportStep
}
