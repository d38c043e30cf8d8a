import type { DoctorLine, Typing, Ward } from './ward.ts'

/** One thing that is wrong, what the doctor has to say of it first, and what its hint comes to. */
export interface World {
  /** What was broken. */
  readonly name: string
  /** Breaks it, and may give how the doctor is called there. */
  break(ward: Ward): unknown
  /** The first line that is not ok. */
  readonly first: readonly [name: DoctorLine['name'] | 'doctor', state: 'error' | 'warning', says: RegExp]
  readonly hint: RegExp
  /** What it leaves, on the server of the tests. */
  readonly leaves?: RegExp
  /** Does what the hint says, and may give how the doctor is called then. */
  follow(ward: Ward, first: DoctorLine): unknown
}

export const typing = (options: Typing['options'] & {}, env: Typing['env'] & {} = {}): Typing => ({ options, env })

/** What a hint quotes between backticks. */
export const quotedIn = ({ hint = '' }: DoctorLine): string => /`([^`]+)`/.exec(hint)?.[1] ?? ''

/** The doctor as it is called where Vault is at this address, and where nothing is wrong. */
export const at = (url: string): Typing => typing({ 'vault-url': url })
export const good = (): undefined => undefined

/** How the doctor is called after one of them has acted. */
export const typingOf = (given: unknown): Typing =>
  typeof given === 'object' && given !== null && 'options' in given ? (given as Typing) : {}
