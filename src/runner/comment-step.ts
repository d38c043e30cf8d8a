import * as core from '@actions/core'
import type { Environment } from '../base/environment.ts'
import { explain, Mistakes, UserError } from '../base/errors.ts'
import { readUtf8, SMALL } from '../base/files.ts'
import type { Finding } from '../base/finding.ts'
import { Secret } from '../base/secret.ts'
import { readPlanFile } from '../report/read-plan-file.ts'
import type { Report } from '../report/report.ts'
import { keep, PERMISSION } from './comment.ts'
import { type GitHub, openGitHub, repositoryOf } from './github.ts'
import { inputSource } from './job.ts'
import { annotate, log, mask } from './log.ts'
import { type Origin, originOf } from './origin.ts'
import { persist, Refused } from './persist.ts'

/** That of 20,000 secrets has 7 MiB. */
const LARGEST = 16 * SMALL
const INPUTS = ['plan-file', 'github-token']

/** Anybody who may open a pull request can have uploaded the file. */
const REMARK =
  '_The workflow of this pull request made this plan. Whoever can change the pull request can change what is said here._'

/**
 * The step of the action in `comment/`: keeps the comment with the plan of an earlier run on the pull request that it was made for. Of
 * which, GitHub says; the file is believed nothing.
 */
export async function commentStep(): Promise<void> {
  try {
    await comment(process.env)
  } catch (error) {
    process.exitCode = 1
    if (error instanceof Mistakes) annotate(error)
    else log.error(explain(error))
  }
}

async function comment(environment: Environment): Promise<void> {
  const token = new Secret(core.getInput('github-token'))
  mask(token)
  const file = core.getInput('plan-file')
  const repository = repositoryOf(environment)
  const wrong = mistakesIn(inputSource(environment).names, token)
  if (wrong.length > 0) throw new Mistakes(wrong)
  if (repository === undefined) throw new UserError('GITHUB_REPOSITORY names no repository')
  const origin = originOf(environment)
  const report = readReport(file)
  const ask = <T>(what: (github: GitHub) => Promise<T>): Promise<T> =>
    persist(async signal => what(await openGitHub(repository, token, signal))).catch(explainRefusal)
  const [number, ...others] = await ask(github => pullRequestsOf(origin, github))
  if (number === undefined) return log.info(GONE)
  if (others.length > 0) throw new UserError(`${SEVERAL}: ${[number, ...others].join(', ')}`)
  const { commit } = origin
  const isLast = await ask(github => keep(report, { number, isClosed: false, commit }, github, { ...log, remark: REMARK }))
  log.info(isLast ? `✓ keep the comment on pull request ${number}` : GONE)
}

const GONE = 'No open pull request has the commit of that run as its last. A later push has a plan of its own.'
const SEVERAL = 'several pull requests have the head of that run, and GitHub does not say which of them it was for'

/** Numbers of the open pull requests that have this very head. */
async function pullRequestsOf({ branch, commit, repository }: Origin, github: GitHub): Promise<readonly number[]> {
  if (repository === undefined) return []
  const all = await github.pullRequestsFrom(branch)
  const those = all.filter(one => one.headRefOid === commit && one.headRepository?.nameWithOwner === repository)
  return those.map(({ number }) => number)
}

function explainRefusal(error: unknown): never {
  if (!(error instanceof Refused)) throw error
  throw new UserError(`the comment on the pull request was not written: ${error.message}`, {
    hint: error.isForbidden ? PERMISSION : undefined
  })
}

function mistakesIn(names: readonly string[], token: Secret): Finding[] {
  const message = `is not known; this action has ${INPUTS.join(' and ')}`
  const unknown = names.filter(name => !INPUTS.includes(name))
  return [
    ...unknown.map((name): Finding => ({ severity: 'error', subject: `input ${name}`, message })),
    ...(token.reveal() === ''
      ? [{ severity: 'error', subject: 'input github-token', message: 'is missing or empty' } as const]
      : [])
  ]
}

/** What is wrong with the text is not quoted: it may not be the file that it should be. */
function readReport(file: string): Report {
  const report = readPlanFile(readUtf8(file, LARGEST))
  if (report !== undefined) return report
  throw new UserError(`${file} is no plan file of mode plan`, {
    hint: 'Upload the file that output `plan-file` of a run with `mode: plan` names. This action and that one must have the same version.'
  })
}
