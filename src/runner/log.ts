import { randomUUID } from 'node:crypto'
import * as core from '@actions/core'
import type { Mistakes } from '../base/errors.ts'
import { explained, type Place } from '../base/finding.ts'
import { maskForms } from '../base/masks.ts'
import type { Secret } from '../base/secret.ts'
import type { InputSource } from '../inputs/inputs.ts'
import type { Run } from '../records/lock.ts'
import type { Lines } from '../report/log.ts'
import { offersIdToken } from './oidc.ts'

/** GitHub shows ten annotations of a step; the tenth says where the others are. */
const ANNOTATIONS = 9

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
      'GitHub passes a secret or variable that is not defined as empty text: check its name, and that this repository or environment defines it.'
  }
}

/** Which attempt of which run this is; a terminal is a run of its own. */
export function currentRun(environment: Environment): Run {
  return { id: environment['GITHUB_RUN_ID'] || `local-${randomUUID()}`, attempt: Number(environment['GITHUB_RUN_ATTEMPT'] || 1) }
}

/** The log of the step. */
export const lines: Lines = {
  info: core.info,
  warning: (message, at) => core.warning(message, annotationAt(at)),
  group(heading, about) {
    core.startGroup(heading)
    for (const line of about) core.info(line)
    core.endGroup()
  }
}

const masked = new Set<string>()

/** Each form once: a value may come from several places, and is masked as soon as it is read. */
export function mask(secret: Secret): void {
  for (const form of maskForms(secret)) {
    if (masked.has(form)) continue
    masked.add(form)
    core.setSecret(form)
  }
}

/** Shows every mistake with its place in the log (which has no other sign of it), the first nine as annotations too. */
export function annotate({ findings }: Mistakes): void {
  for (const finding of findings.slice(0, ANNOTATIONS)) core.error(explained(finding), annotationAt(finding.place))
  for (const finding of findings.slice(ANNOTATIONS)) core.info(explained(finding))
}

/** The last annotation of a run that found mistakes. */
export function countOf({ findings: { length } }: Mistakes): string {
  if (length === 1) return 'One mistake found'
  return `${length} mistakes found${length > ANNOTATIONS ? '; the log of this step has them all' : ''}`
}

function annotationAt(place: Place | undefined): core.AnnotationProperties {
  if (place === undefined) return {}
  const { file, line, column } = place
  return {
    file,
    ...(line === undefined ? {} : { startLine: line }),
    ...(column === undefined ? {} : { startColumn: column })
  }
}
