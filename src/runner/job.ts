import { randomUUID } from 'node:crypto'
import * as core from '@actions/core'
import type { InputSource } from '../inputs/inputs.ts'
import type { Run } from '../records/lock.ts'
import { offersIdToken } from './oidc.ts'

type Environment = Readonly<Record<string, string | undefined>>

/** The inputs of the step, as the runner hands them over. */
export function inputSource(environment: Environment): InputSource {
  const names = Object.keys(environment).filter(name => name.startsWith('INPUT_'))
  return {
    get: name => core.getInput(name),
    names: names.map(name => name.slice('INPUT_'.length).toLowerCase()),
    now: new Date(),
    offersIdToken: offersIdToken(environment),
    whenEmpty:
      'GitHub passes an undefined secret or variable as empty text: check its name, and that this repository or environment defines it.'
  }
}

/** Which attempt of which run this is; a terminal is a run of its own. */
export function currentRun(environment: Environment): Run {
  return { id: environment['GITHUB_RUN_ID'] || `local-${randomUUID()}`, attempt: Number(environment['GITHUB_RUN_ATTEMPT'] || 1) }
}
