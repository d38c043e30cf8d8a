import type { InputName } from '../inputs/schema.ts'
import type { Call } from './workstation.ts'

/** What was wrong: nothing; something; or nothing, but `--exit-code` asks and there are changes or differences. */
export type ExitCode = 0 | 1 | 2

/** An option that is not an input. */
export interface OwnOption {
  readonly name: string
  /** Of what it takes; absent for one that is set or not. */
  readonly value?: string
  readonly isRepeated?: boolean
  /** Of the command's choices, the one that it is for; absent: all. */
  readonly only?: string
  readonly about: string
}

export interface Command {
  readonly name: string
  readonly summary: string
  /** What it does, reads and changes, for its own help. */
  readonly about: string
  /** What it takes besides options; `what` completes "needs …". `choices`: it is one of these. `usage`: default: the name. */
  readonly operand?: {
    readonly name: string
    readonly what: string
    readonly usage?: string
    readonly isRepeated?: boolean
    readonly isOptional?: boolean
    readonly choices?: readonly string[]
  }
  /** Inputs of the action that are its options. */
  readonly inputs: readonly InputName[]
  /** What counts where one of them is not given, if that is not what counts in a workflow. */
  readonly defaults?: Readonly<Partial<Record<InputName, string>>>
  readonly own: readonly OwnOption[]
  /** What follows the name of the program, and why. */
  readonly examples: readonly (readonly [typed: string, why: string])[]
  run(call: Call): Promise<ExitCode> | ExitCode
}
