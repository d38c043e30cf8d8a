import { failureOf } from '../base/errors.ts'
import { explained, type Finding } from '../base/finding.ts'
import { FORMS } from '../inputs/fields.ts'
import { isInput } from '../inputs/mistake.ts'
import { type InputName, SCHEMA } from '../inputs/schema.ts'
import { NOT_HERE } from './commands/options.ts'
import { variableFor } from './defaults.ts'

/** What the engine says of a workflow, as it is on a terminal: an input is an option, the runner is this machine. */

/** The same finding in words of a terminal. Its hint names inputs alone in backticks; elsewhere such a name may be a key. */
export function spoken<T extends Pick<Finding, 'subject' | 'message' | 'hint'>>(finding: T): T {
  const { subject, message, hint } = finding
  return {
    ...finding,
    ...(subject === undefined ? {} : { subject: places(subject) }),
    message: places(message).replaceAll(SETTING, optionFor),
    ...(hint === undefined ? {} : { hint: places(hint).replaceAll(SETTING, optionFor).replaceAll(NAME, optionFor) })
  }
}

/** A description of an input, as help says it: without Markdown, and a setting is what would be typed. `--mode` is in the help of commands that have it alone. */
export const described = (text: string): string =>
  places(text)
    .replaceAll(/`mode: (\w+)`/g, '--mode $1')
    .replaceAll(SETTING, optionFor)
    .replaceAll(NAME, optionFor)
    .replaceAll('`', '')

/** Why a command failed, with hints. */
export const explainHere = (error: unknown): string => failureOf(error).map(spoken).map(explained).join('\n')

const SETTING = /`([a-z-]+): ([^`\s]+)`/g
const NAME = /`([a-z-]+)`/g

function optionFor(written: string, name: string, value?: string | number): string {
  if (!isOption(name)) return written
  const variable = FORMS.get(SCHEMA.shape[name])?.secret === true ? variableFor(name) : undefined
  if (variable !== undefined) return variable
  return typeof value !== 'string' || value === 'true' ? `\`--${name}\`` : `\`--${name} ${value}\``
}

const isOption = (name: string): name is InputName => isInput(name) && !NOT_HERE.includes(name)

/** Sentences and descriptions of the engine, whose places are others here. */
export const places = (text: string): string =>
  text
    .replaceAll(/\binput ([a-z-]+)/g, (written, name: string) => (isOption(name) ? `option --${name}` : written))
    .replaceAll(/\binput `/g, 'option `')
    .replaceAll(/\b(?:the|this) runner\b/g, 'this machine')
    .replaceAll('the environment of this step', 'the environment')
    .replaceAll('Put the GitHub secrets into `env:` of the step, each under its own name', 'Export such variables in your shell')
    .replaceAll(/\b(out of|relative to|a folder in) the workspace\b/g, '$1 the current folder')
    .replaceAll(', for example in a matrix', '')
