import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as core from '@actions/core'
import type { Environment } from '../base/environment.ts'
import type { Journal } from '../report/journal.ts'
import { jsonOutputs } from '../report/outputs.ts'
import { planFile } from '../report/plan-file.ts'
import { reportOf } from '../report/report.ts'
import { resultsOf } from '../report/results.ts'
import { renderSaid, type Said } from '../report/said.ts'
import { renderPage, SUMMARY } from '../report/summary.ts'

interface Step {
  readonly hide: (text: string) => string
  /** Says what an output has no room for. */
  readonly notice: (message: string) => void
  /** What the log says and GitHub shows as no annotation. */
  readonly said: readonly Said[]
  readonly environment: Environment
  readonly folder: string
}

/** Writes plan file, outputs and job summary, also after a failure. */
export function publish(journal: Journal, { hide, notice, said, environment, folder }: Step): void {
  const report = reportOf(journal, hide)
  mkdirSync(folder, { recursive: true })
  const file = join(folder, `astro-vault-plan-${process.pid}.json`)
  writeFileSync(file, '')
  for (const part of planFile(report)) appendFileSync(file, part)
  const [target, another] = journal.targets
  const only = another === undefined ? target : undefined
  core.setOutput('changed', journal.changed)
  core.setOutput('plan-file', file)
  core.setOutput('deployment-id', only?.id ?? '')
  core.setOutput('deployment-url', only?.url ?? '')
  core.setOutput('deployed', journal.deployed)
  core.setOutput('secrets-written', journal.secretsWritten)
  core.setOutput('secret-id-accessor', only?.credential ?? '')
  core.setOutput('results', resultsOf(journal))
  const { values, cut } = jsonOutputs(report)
  for (const [name, text] of Object.entries(values)) core.setOutput(name, text)
  for (const sentence of cut) notice(sentence)
  const summary = environment['GITHUB_STEP_SUMMARY']
  if (summary) appendFileSync(summary, renderPage(report, SUMMARY) + renderSaid(said))
}
