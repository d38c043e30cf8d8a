import type { Environment } from '../base/environment.ts'
import type { InputSource } from '../inputs/inputs.ts'

/** Where a command runs, and who is there. */
export interface Workstation {
  readonly environment: Environment
  /** Home folder of the user. */
  readonly home: string
  /** Folder for temporary files. */
  readonly temp: string
  /** The account on GitHub that hosts this program, if it is known. */
  readonly owner?: string
  readonly colours: { readonly stdout: boolean; readonly stderr: boolean }
  /** Whether stderr shows what is going on in a line that is overwritten. */
  readonly showsProgress: boolean
  /** Asks whoever sits there, and returns the answer; absent if nobody does. */
  readonly ask?: (question: string, signal: AbortSignal) => Promise<string>
  /** The same without an echo, for a secret. */
  readonly askHidden?: (question: string, signal: AbortSignal) => Promise<string>
  /** Takes text with its line ends. */
  readonly print: (text: string) => void
  readonly complain: (text: string) => void
}

/** A command as it was typed. */
export interface Call extends Workstation {
  readonly source: InputSource
  /** Takes text for a program, from which no character may be missing. Throws where a runner would obey it. */
  readonly printExactly: (text: string) => void
  /** What is not an option. */
  readonly words: readonly string[]
  /** Values of options that are not inputs; one without a value has an empty text. */
  readonly own: ReadonlyMap<string, readonly string[]>
}
