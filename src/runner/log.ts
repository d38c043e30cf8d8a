import { randomUUID } from 'node:crypto'
import * as core from '@actions/core'
import type { Mistakes } from '../base/errors.ts'
import { explained, type Place } from '../base/finding.ts'
import { Masks } from '../base/masks.ts'
import type { Secret } from '../base/secret.ts'
import { inert, visibleLines } from '../base/visible.ts'
import type { Lines } from '../report/log.ts'

/** GitHub shows ten annotations of a step; the tenth says where the others are. */
const ANNOTATIONS = 9

let warnings = 0

/**
 * The log of the step, and the only way there. The runner obeys `::command::` at the start of a line and `##[command]` anywhere in
 * one, whoever wrote it, and takes a lone CR for the end of a line.
 */
export const log: Log = {
  info(text) {
    for (const line of hide(text).split(/\r\n|[\r\n]/)) core.info(inert(line))
  },
  warning(text, at) {
    warnings += 1
    if (warnings <= ANNOTATIONS) return core.warning(said(text), annotationAt(at))
    if (warnings === ANNOTATIONS + 1) core.warning('There are more warnings; the log of this step lists them all')
    log.info(`Warning: ${said(text)}`)
  },
  error: (text, at) => core.error(said(text), annotationAt(at)),
  notice: text => core.notice(said(text)),
  group(heading, about) {
    core.startGroup(hide(heading))
    for (const line of about) log.info(line)
    core.endGroup()
  },
  output(printed) {
    const line = hide(printed)
    if (!MAYBE_COMMAND.test(line)) return core.info(line)
    // At once: what is masked while commands are stopped would appear in the log.
    const token = randomUUID()
    core.info(`::stop-commands::${token}\n${line}\n::${token}::`)
  }
}

interface Log extends Lines {
  error(message: string, place?: Place): void
  notice(message: string): void
}

const MAYBE_COMMAND = /::|##\[/

const masks = new Masks()

/** Each form once: a value may come from several places, and is masked as soon as it is read. */
export function mask(secret: Secret): void {
  for (const form of masks.add(secret)) core.setSecret(form)
}

/** Takes out everything that is masked so far, where the runner masks nothing: in files, in pages, and in what listeners send. */
export const hide = (text: string): string => masks.hide(text)

const LONGEST_LINE = 2_000

/**
 * What somebody said, no more of a line than people read. Only here is it cut: whoever quotes a server or a program does not know
 * the masks, and would cut a secret in two.
 */
const said = (text: string): string =>
  visibleLines(hide(text))
    .split('\n')
    .map(line => (line.length > LONGEST_LINE ? `${line.slice(0, LONGEST_LINE - 1)}…` : line))
    .join('\n')

/** Waits until the runner has taken what was written, if it is behind. */
export function taken(): void | Promise<void> {
  if (process.stdout.writableNeedDrain) return new Promise(resolve => process.stdout.once('drain', resolve))
}

/**
 * Shows every mistake with its place in the log, which has no other sign of it, and the first nine as annotations too; if there
 * are several, the last annotation counts them.
 */
export function annotate({ findings }: Mistakes): void {
  for (const finding of findings.slice(0, ANNOTATIONS)) log.error(explained(finding), finding.place)
  for (const finding of findings.slice(ANNOTATIONS)) log.info(explained(finding))
  const { length } = findings
  if (length > 1) log.error(`${length} mistakes found${length > ANNOTATIONS ? '; the log of this step lists them all' : ''}`)
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
