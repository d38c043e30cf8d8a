import type { Finding } from '../base/finding.ts'
import { suggestion } from '../base/suggestion.ts'
import { INPUT_NAMES, type InputName } from './schema.ts'

/** What is wrong with one input; `message` goes on from `input NAME`. */
export const mistake = (name: InputName, message: string, hint?: string): Finding => ({
  severity: 'error',
  subject: `input ${name}`,
  message,
  ...(hint === undefined ? {} : { hint })
})

export const isInput = (name: string): name is InputName => (INPUT_NAMES as string[]).includes(name)

/** Names that used to be inputs, and where their work is done now. */
const FORMER = new Map([
  ['coverage', 'moved to the manifest: coverage'],
  ['provider-installed', 'moved to the manifest: astro.provider-installed'],
  ['skip-unchanged', 'moved to the manifest: astro.skip-unchanged'],
  ['wait', 'was removed: set wait-time: 0 instead of wait: false']
])

/** Why `name` is no input, as the rest of a sentence that begins with it. */
export const whyNoInput = (name: string): string => FORMER.get(name) ?? `is not known${suggestion(name, INPUT_NAMES)}`
