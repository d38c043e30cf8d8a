import { randomUUID } from 'node:crypto'
import * as core from '@actions/core'
import { counted } from '../base/counted.ts'
import type { Mistakes } from '../base/errors.ts'
import { explained, type Place, placeText } from '../base/finding.ts'
import { Masks } from '../base/masks.ts'
import type { Secret } from '../base/secret.ts'
import { inert, shortened, visible, visibleLines } from '../base/visible.ts'
import type { Lines } from '../report/log.ts'
import type { Said } from '../report/said.ts'

/** GitHub shows ten annotations of each level for a step; the tenth counts the others. */
const ANNOTATIONS = 9

const LEVELS = ['error', 'warning', 'notice'] as const

const annotation = { error: core.error, warning: core.warning, notice: core.notice }
const given = { error: 0, warning: 0, notice: 0 }
const others: Said[] = []

/** An annotation, or a line of the log where GitHub would show no more. */
function say(level: Said['level'], text: string, at?: Place): void {
  given[level] += 1
  if (given[level] <= ANNOTATIONS) {
    annotation[level](said(text), annotationAt(at))
    return
  }
  const placed = at === undefined ? text : `${placeText(at)}: ${text}`
  others.push({ level, text: hide(placed) })
  log.info(`${level}: ${placed}`)
}

/** What has been said so far and is no annotation, for the job summary. */
export const unannotated = (): readonly Said[] => others

/** At the very end: the last annotation of each level counts those that there was no room for. */
export function countUnannotated(): void {
  for (const level of LEVELS) {
    const count = given[level] - ANNOTATIONS
    if (count > 0) annotation[level](`… and ${counted(count, `more ${level}`)}, which the log of this step lists`)
  }
}

/**
 * The log of the step, and the only way there. The runner obeys `::command::` at the start of a line and `##[command]` anywhere in
 * one, whoever wrote it, and takes a lone CR for the end of a line.
 */
export const log: Log = {
  info(text) {
    for (const line of hide(text).split(/\r\n|[\r\n]/)) core.info(inert(line))
  },
  warning: (text, at) => say('warning', text, at),
  error: (text, at) => say('error', text, at),
  notice: text => say('notice', text),
  group(heading, about) {
    core.startGroup(visible(hide(heading)))
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
    .map(line => shortened(line, LONGEST_LINE))
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
  if (length > 1) core.error(`${length} mistakes found${length > ANNOTATIONS ? '; the log of this step lists them all' : ''}`)
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
