import { parseArgs } from 'node:util'
import { ByName } from '../airflow/definition.ts'
import { explain, Mistakes } from '../base/errors.ts'
import { readUtf8 } from '../base/files.ts'
import { suggestion } from '../base/suggestion.ts'
import { undoMistakes } from '../inputs/combinations.ts'
import { type InputSource, readInputs } from '../inputs/inputs.ts'
import { isInput, mistake, whyNoInput } from '../inputs/mistake.ts'
import { INPUT_NAMES, SCHEMA } from '../inputs/schema.ts'
import { leastPolicy } from '../plan/permissions/permission-text.ts'
import { permissionsFor } from '../plan/permissions/permissions.ts'
import { runOptionsOf } from '../run/permissions.ts'
import { type PreparedRun, prepare } from '../run/prepare.ts'
import { importCommand } from './import.ts'
import { listOf } from './show.ts'

/** The commands that take the inputs of the action and return what to print. */
type Command = (source: InputSource) => string | Promise<string>

const COMMANDS = new Map<string, Command>([
  ['policy', policy],
  ['show', show]
])

const USAGE = `usage: node dist/index.js policy|show [--INPUT VALUE]...
       node dist/index.js import FILE... [--name NAME] [--plain NAME]... [--all-secret]

  policy   prints the least policy that the pipeline itself needs in Vault
  show     prints what a Deployment reads from Vault: paths, places in the manifest, constants, and sources by name
  import   prints a manifest with the connections and variables from files of Airflow or the astro CLI

INPUT is an input of the action, such as manifest, mode, deployment or prune.
`

/** Runs one command and returns the exit code. `print` and `complain` take text with its line ends. */
export async function terminal(
  [name = '', ...args]: readonly string[],
  print: (text: string) => void,
  complain: (text: string) => void
): Promise<0 | 1> {
  if ([name, ...args].some(word => word === '-h' || word === '--help') || name === 'help') {
    print(USAGE)
    return 0
  }
  if (name === 'import') {
    const { stdout, stderr, exitCode } = importCommand(args, readUtf8)
    print(stdout)
    complain(stderr)
    return exitCode
  }
  try {
    const command = COMMANDS.get(name)
    if (command === undefined)
      throw new BadUsage(name === '' ? [] : [`${name} is not a command${suggestion(name, [...COMMANDS.keys(), 'import'])}`])
    print(await command(sourceOf(args)))
    return 0
  } catch (error) {
    const said = explain(error)
    if (said !== '') complain(`${said}\n`)
    if (error instanceof BadUsage) complain(said === '' ? USAGE : `\n${USAGE}`)
    return 1
  }
}

class BadUsage extends Mistakes {
  constructor(messages: readonly string[]) {
    super(messages.map(message => ({ severity: 'error', message })))
  }
}

/** Options are the inputs of the action, by their names. */
function sourceOf(args: readonly string[]): InputSource {
  const options = Object.fromEntries(INPUT_NAMES.map(name => [name, { type: 'string' as const }]))
  const { values, positionals } = parseArgs({ args: [...args], options, strict: false })
  const mistakes: string[] = []
  const given = new Map<string, string>()
  for (const [name, value] of Object.entries(values)) {
    if (!isInput(name)) mistakes.push(`option --${name} ${whyNoInput(name)}`)
    else if (typeof value !== 'string') mistakes.push(`option --${name} needs a value`)
    else given.set(name, value.trim())
  }
  // After an option that there is not, a word may be its value.
  if (mistakes.length === 0)
    mistakes.push(...positionals.map(word => `unexpected argument ${word}; options have two dashes, such as --mode`))
  if (mistakes.length > 0) throw new BadUsage(mistakes)
  return { get: name => given.get(name) ?? '', names: [...given.keys()], now: new Date(), offersIdToken: false }
}

function policy(source: InputSource): string {
  const mode = SCHEMA.shape.mode.safeParse(source.get('mode'))
  if (!mode.success) throw new Mistakes(mode.error.issues.map(({ message }) => mistake('mode', message)))
  const wrong = undoMistakes({ mode: mode.data, undo: source.get('undo') })
  if (wrong.length > 0) throw new Mistakes(wrong)
  const prepared = preparedOf(source)
  const permissions = prepared.scopes.flatMap(one => {
    const deployment = mode.data === 'deploy' || (mode.data === 'plan' && one.targets.length > 0)
    return permissionsFor(one, runOptionsOf({ ...prepared.inputs, mode: mode.data }, deployment))
  })
  return `# The least policy that the pipeline needs for mode ${mode.data} of manifest ${prepared.manifest.name}.
# If your Vault has namespaces, create it in the namespace of the secrets.

${leastPolicy(permissions)}`
}

function show(source: InputSource): string {
  const { manifest, imported, scopes } = preparedOf(source)
  if (imported.problems.length > 0) throw new Mistakes(imported.problems)
  const shown = scopes.map(({ scope, own: entries }) => {
    const own = new ByName(entries)
    const brought = imported.definitions.filter(one => own.get(one) === undefined)
    const whose = scope.deployment === undefined ? 'every Deployment without `isolate: true`' : `Deployment ${scope.deployment}`
    return `# What manifest ${manifest.name} keeps in Vault for ${whose}.\n\n${listOf(manifest, scope, entries, brought)}`
  })
  return shown.join('\n')
}

/** Contacts no server: it reads the manifest as a plan without credentials does, whatever mode is given. */
const preparedOf = (source: InputSource): PreparedRun =>
  prepare(
    readInputs({ ...source, get: name => (name === 'mode' ? 'plan' : source.get(name)) }, () => {}),
    'Set --manifest to its path, or run this in the folder that it is in.'
  )
