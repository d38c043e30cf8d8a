import type { Finding } from '../base/finding.ts'
import { suggestion } from '../base/suggestion.ts'
import { INPUT_NAMES, type InputName } from './schema.ts'

/** What is wrong with one input; `message` continues from `input NAME`. */
export const mistake = (name: InputName, message: string, hint?: string): Finding => ({
  severity: 'error',
  subject: `input ${name}`,
  message,
  ...(hint === undefined ? {} : { hint })
})

export const isInput = (name: string): name is InputName => (INPUT_NAMES as string[]).includes(name)

/** Former inputs, and what replaces them. */
const FORMER = new Map([
  ['coverage', 'moved to the manifest; set `coverage` there'],
  ['provider-installed', 'moved to the manifest; set `astro.provider-installed` there'],
  ['skip-unchanged', 'moved to the manifest; set `astro.skip-unchanged` there'],
  ['wait', 'was removed; set `wait-time: 0` instead of `wait: false`']
])

/** Why `name` is not an input, as the rest of a sentence that begins with it. */
export const whyNoInput = (name: string): string => FORMER.get(name) ?? `is not known${suggestion(name, INPUT_NAMES)}`
