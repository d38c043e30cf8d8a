import { CommanderError, Option, Command as Parser } from 'commander'
import { Mistakes } from '../base/errors.ts'
import { nearest, suggestion } from '../base/suggestion.ts'
import { FORMS } from '../inputs/fields.ts'
import { isInput, whyNoInput } from '../inputs/mistake.ts'
import { GROUPS, type InputName, SCHEMA } from '../inputs/schema.ts'
import type { Command } from './command.ts'
import { DEFAULTS, DESCRIPTIONS } from './descriptions.ts'
import { described } from './words.ts'

/** What people type, whatever the bundle is called. */
export const PROGRAM = 'astro-vault-action'

const WIDTH = 80

/** What was typed cannot be a command; the usage says what can. */
export class BadUsage extends Mistakes {
  constructor(messages: readonly string[]) {
    super(messages.map(message => ({ severity: 'error', message })))
  }
}

/** Options by name and what is not an option, or the text of the help that was asked for. */
export type Typed =
  | { readonly help: string }
  | { readonly options: ReadonlyMap<string, readonly string[]>; readonly words: readonly string[] }

/** Reads what follows the name of a command. Throws `BadUsage`, which never quotes the value of an option. */
export function parse(command: Command, args: readonly string[]): Typed {
  const parser = parserOf(command)
  try {
    parser.parse([...args], { from: 'user' })
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error
    if (error.code === 'commander.helpDisplayed') return { help: helpOf(command) }
    throw new BadUsage([whyNot(error, command)])
  }
  const { args: words } = parser
  if (command.operand !== undefined && !command.operand.isOptional && words.every(word => word.trim() === ''))
    throw new BadUsage([`${command.name} needs ${command.operand.what}`])
  const wrong = words.find(word => command.operand?.choices?.includes(word) === false)
  if (wrong !== undefined && command.operand?.choices !== undefined)
    throw new BadUsage([`${wrong} is not what ${command.name} can do${suggestion(wrong, command.operand.choices)}`])
  const most = command.operand === undefined ? 0 : command.operand.isRepeated ? Number.POSITIVE_INFINITY : 1
  if (words.length > most)
    throw new BadUsage(words.slice(most).map(word => `unexpected argument ${word}; options have two dashes, such as --manifest`))
  const given = parser.options.filter(option => parser.getOptionValueSource(option.attributeName()) === 'cli')
  const misplaced = command.own.filter(
    ({ name, only }) => only !== undefined && only !== words[0] && given.some(option => option.name() === name)
  )
  if (misplaced.length > 0)
    throw new BadUsage(
      misplaced.map(
        ({ name, only }) => `option --${name} is not for ${command.name} ${words[0]}, but for ${command.name} ${only}`
      )
    )
  const valuesOf = (option: Option): string[] => {
    const value: unknown = parser.getOptionValue(option.attributeName())
    return value === true ? [''] : [value].flat().map(String)
  }
  return { options: new Map(given.map(option => [option.name(), valuesOf(option)])), words }
}

export const helpOf = (command: Command): string => parserOf(command).helpInformation() + examplesOf(command)

/** All commands. */
export function helpOfAll(commands: readonly Command[]): string {
  const parser = quiet(new Parser(PROGRAM))
    .usage('COMMAND [options]')
    .description('Makes Vault or OpenBao the secrets backend of Airflow on Astro, and keeps it so.')
    .helpOption(false)
    .helpCommand(false)
  for (const { name, summary } of commands) parser.command(name).summary(summary)
  return `${parser.helpInformation()}
Options are the inputs of the action, by their names. VAULT_ADDR, VAULT_TOKEN,
VAULT_NAMESPACE, VAULT_CACERT, ASTRO_API_TOKEN and ~/.vault-token count where an
option is not given. ${PROGRAM} COMMAND --help has more.
${PROGRAM} --version says which release this is.
`
}

function parserOf(command: Command): Parser {
  const parser = quiet(new Parser(`${PROGRAM} ${command.name}`)).description(command.about)
  const { operand } = command
  parser.usage(operand === undefined ? '[options]' : `${usageOf(operand)} [options]`)
  for (const { name, value, isRepeated, about } of command.own) {
    const option = new Option(`--${name}${value === undefined ? '' : ` <${value}>`}`, about)
    parser.addOption(isRepeated ? option.argParser((text, all: string[] = []) => [...all, text]) : option)
  }
  for (const [title, inputs] of Object.entries(GROUPS)) {
    for (const name of Object.keys(inputs) as InputName[]) {
      if (!command.inputs.includes(name)) continue
      const option = optionOf(name, { ...DEFAULTS, ...command.defaults }[name]).helpGroup(`${title}:`)
      parser.addOption(title === 'For tests' ? option.hideHelp() : option)
    }
  }
  return parser
}

function usageOf({ name, usage: whole, choices, isRepeated, isOptional }: NonNullable<Command['operand']>): string {
  if (whole !== undefined) return whole
  const usage = `${choices?.join('|') ?? name.toUpperCase()}${isRepeated ? '...' : ''}`
  return isOptional ? `[${usage}]` : usage
}

/**
 * What is `true` or `false` needs no value to be true. Values that are too many for the usage are in the text; a default that no line
 * has room for is in docs/inputs.md.
 */
function optionOf(name: InputName, fallback: string | undefined): Option {
  const { form = '' } = FORMS.get(SCHEMA.shape[name]) ?? {}
  if (form === '`true` or `false`') return new Option(`--${name} [BOOLEAN]`, described(DESCRIPTIONS[name])).preset('true')
  const [, choices = ''] = /^one of (.*)$/.exec(form.replaceAll('`', '')) ?? []
  const isShort = choices !== '' && choices.length < 24
  const about = [
    described(DESCRIPTIONS[name]),
    ...(choices === '' || isShort ? [] : [`One of ${choices}.`]),
    ...(fallback === undefined || fallback.length > WIDTH / 2
      ? []
      : [`Default: ${fallback === '.' ? 'the current folder' : fallback}.`])
  ]
  return new Option(`--${name} <${isShort ? choices.replaceAll(', ', '|') : 'VALUE'}>`, about.join(' '))
}

/** Prints nothing and ends nothing by itself. */
const quiet = (parser: Parser): Parser =>
  parser
    .exitOverride()
    .helpOption('-h, --help', 'Show this help.')
    .allowExcessArguments()
    .configureOutput({ writeOut: () => {}, writeErr: () => {}, getOutHasColors: () => false })
    .configureHelp({ helpWidth: WIDTH, minWidthToWrap: 20, optionDescription: ({ description }) => description })

const examplesOf = ({ examples }: Command): string =>
  `\nExamples:\n${examples.map(([typed, why]) => `  # ${why}\n  ${PROGRAM} ${typed}\n`).join('')}`

/** The parser names an option as it was typed, which may be with its value. */
function whyNot({ code, message }: CommanderError, command: Command): string {
  const [, name = ''] = /'--?([^'=\s]*)/.exec(message) ?? []
  if (code === 'commander.unknownOption') return unknown(name, command)
  if (code === 'commander.optionMissingArgument') return `option --${name} needs a value`
  return message.replace(/^error: /, '')
}

function unknown(name: string, { name: command, own }: Command): string {
  if (isInput(name)) return `option --${name} is not for ${command}`
  const near = nearest(
    name,
    own.map(option => option.name)
  )
  return `option --${name} ${near === undefined ? whyNoInput(name) : `is not known; did you mean "${near}"?`}`
}

/** The command that is meant by a name. */
export function commandOf(commands: readonly Command[], name: string): Command {
  const command = commands.find(one => one.name === name)
  if (command !== undefined) return command
  const names = commands.map(one => one.name)
  throw new BadUsage(name === '' ? [] : [`${name} is not a command${suggestion(name, names)}`])
}
