import { visible, visibleLines } from './visible.ts'

/** A position in a file of the user. Line and column count from 1. */
export interface Place {
  readonly file: string
  readonly line?: number
  readonly column?: number
}

/**
 * One sentence to the person who reads the log. `error`: the run must not go on; `warning`: it goes on, and somebody should look;
 * `note`: worth knowing.
 */
export interface Finding {
  readonly severity: 'error' | 'warning' | 'note'
  /** What it is about, as the user calls it: `variables.greeting`, `policy astro_policy`. The message continues from it. */
  readonly subject?: string
  /**
   * `not-defined`: a DAG asks for a name that nothing known here defines. `not-compared`: nobody knows whether it has changed.
   * `drift`: somebody has changed or deleted what this action left, and no step of the plan restores it. `due`: a date is near or over.
   */
  readonly topic?: 'not-defined' | 'not-compared' | 'drift' | 'due'
  readonly place?: Place
  /** Names things and never quotes a secret. */
  readonly message: string
  /** What to do about it, in full sentences. */
  readonly hint?: string
}

/** The finding in one line, without its hint: `airflow-secrets.yaml:4:3: variables.greeting needs GREETING`. */
export const sentenceOf = (finding: Finding): string =>
  finding.place === undefined ? saidOf(finding) : `${placeText(finding.place)}: ${saidOf(finding)}`

/** The same without its place, for callers that show that in another way. */
export const saidOf = ({ subject, message }: Pick<Finding, 'subject' | 'message'>): string =>
  subject === undefined ? visibleLines(message) : `${visible(subject)} ${visibleLines(message)}`

/** `dags/daily.py:12:3`, as far as it is known. */
export const placeText = ({ file, line, column }: Place): string =>
  [visible(file), line, column].filter(part => part !== undefined).join(':')

/** The finding, with its hint on a second line. */
export const explained = (finding: Finding): string =>
  finding.hint === undefined ? sentenceOf(finding) : `${sentenceOf(finding)}\n${finding.hint}`
