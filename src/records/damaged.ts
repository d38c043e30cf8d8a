import type * as z from 'zod/mini'
import { UserError } from '../base/errors.ts'
import { OWN_FOLDER } from '../vault/paths.ts'

/** A record that this version of the action cannot read. */
export class UnreadableRecord extends UserError {}

/** One version of a record. `name` is its path below our folder. */
export interface RecordPlace {
  readonly mount: string
  readonly name: string
  readonly version: number
}

/** A record as a newer version of this action writes it: nothing is wrong with it. `what` ends the sentence. */
export class NewerRecord extends UnreadableRecord {
  constructor(place: Pick<RecordPlace, 'mount' | 'name'>, what: string) {
    super(`${whereIs(place)} was written by a newer version of this action${what}`, { hint: 'Use that version or a newer one.' })
  }
}

/** What is wrong with a record: the rest of a sentence that begins with it. `cure`: what helps if no earlier version does. */
export interface Damage {
  readonly wrong: string
  readonly cure?: string
}

/** A record that is no longer valid: somebody edited it, or it was truncated. The sentence quotes nothing of its content. */
export class DamagedRecord extends UnreadableRecord {
  /** Where it is, and the version that a write over it must name. */
  readonly place: RecordPlace
  /** The rest of a sentence that begins with the record. */
  readonly wrong: string
  /** An earlier version that can be read, if there is one. */
  readonly restore: number | undefined

  constructor(place: RecordPlace, { wrong, cure }: Damage, whenDeleted: string, restore?: number) {
    super(`${whereIs(place)} is damaged: ${wrong}`, { hint: cureOf(place, whenDeleted, cure, restore) })
    this.name = 'DamagedRecord'
    this.place = place
    this.wrong = wrong
    this.restore = restore
  }
}

/** The full path of a record, as `vault kv get` accepts it. */
export const whereIs = ({ mount, name }: Pick<RecordPlace, 'mount' | 'name'>): string => `${mount}/${OWN_FOLDER}/${name}`

function cureOf({ mount, name }: RecordPlace, whenDeleted: string, cure?: string, restore?: number): string {
  const path = `${OWN_FOLDER}/${name}`
  const deleting = `elete the record with \`vault kv metadata delete -mount=${mount} ${path}\`: ${whenDeleted}.`
  if (cure !== undefined) return `${cure} Otherwise, d${deleting}`
  if (restore === undefined) return `D${deleting}`
  return `Restore version ${restore} with \`vault kv rollback -mount=${mount} -version=${restore} ${path}\`, or d${deleting}`
}

const SENTENCES = 3

/**
 * Which fields are wrong, and what they must be. The shapes of records do not describe single keys of mappings, so every word is
 * ours.
 */
export function wrongIn(issues: readonly z.core.$ZodIssue[]): string {
  const sentences = issues.slice(0, SENTENCES).map(issue => `${fieldOf(issue.path)} ${ruleOf(issue)}`)
  const more = issues.length > SENTENCES ? [`${issues.length - SENTENCES} more`] : []
  return [...sentences, ...more].join('; ')
}

const fieldOf = (path: readonly PropertyKey[]) =>
  path.map((part, index) => (typeof part === 'number' ? `[${part}]` : `${index === 0 ? '' : '.'}${String(part)}`)).join('')

function ruleOf(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return TYPES[issue.expected] === undefined ? issue.message : `must be ${TYPES[issue.expected]}`
    case 'invalid_value':
      return `must be ${issue.values.map(String).join(' or ')}`
    case 'too_big':
      return issue.origin === 'string' ? `must have at most ${issue.maximum} characters` : issue.message
    default:
      return issue.message
  }
}

const TYPES: Readonly<Record<string, string>> = {
  string: 'a string',
  boolean: 'true or false',
  array: 'a list',
  object: 'a mapping'
}
