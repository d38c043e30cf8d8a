import { randomUUID } from 'node:crypto'
import * as core from '@actions/core'
import type { Log } from '../apply/ports.ts'
import { describeProblem, type Problem, type Problems } from '../errors.ts'
import type { InputSource } from '../inputs.ts'
import type { Secret } from '../secret.ts'
import type { Run } from '../state/lock.ts'
import { maskForms } from './masks.ts'

/** GitHub shows ten annotations of a step; the tenth says where the others are. */
const ANNOTATIONS = 9

type Environment = Readonly<Record<string, string | undefined>>

/** The inputs of the step, as the runner hands them over. */
export function inputSource(environment: Environment): InputSource {
  const names = Object.keys(environment).filter(name => name.startsWith('INPUT_'))
  return {
    get: name => core.getInput(name),
    names: names.map(name => name.slice('INPUT_'.length).toLowerCase()),
    now: new Date()
  }
}

/** Which attempt of which run this is; a terminal is a run of its own. */
export function currentRun(environment: Environment): Run {
  return { id: environment['GITHUB_RUN_ID'] || `local-${randomUUID()}`, attempt: Number(environment['GITHUB_RUN_ATTEMPT'] || 1) }
}

export function runnerLog(): Log {
  return { info: core.info, warning: core.warning, mask }
}

export function mask(secret: Secret): void {
  for (const form of maskForms(secret)) core.setSecret(form)
}

/** Shows every mistake in the log, the first nine as annotations at their lines. */
export function annotate(error: Problems): void {
  const [shown, others] = [error.problems.slice(0, ANNOTATIONS), error.problems.slice(ANNOTATIONS)]
  for (const problem of shown) core.error(problem.message, place(problem))
  for (const problem of others) core.info(describeProblem(problem))
}

function place({ file, line, column }: Problem): core.AnnotationProperties {
  return {
    ...(file === undefined ? {} : { file }),
    ...(line === undefined ? {} : { startLine: line }),
    ...(column === undefined ? {} : { startColumn: column })
  }
}
