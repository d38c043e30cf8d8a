import { parseArgs } from 'node:util'
import { explain, Mistakes } from '../base/errors.ts'
import { placeText, sentenceOf } from '../base/finding.ts'
import type { Secret } from '../base/secret.ts'
import { manifestOf } from '../imports/manifest-text.ts'
import { type ReadFile, readImports } from '../imports/read.ts'
import type { Needed } from '../imports/secret-names.ts'
import { readManifest } from '../manifest/read.ts'

const USAGE = `usage: import FILE... [--name NAME] [--plain NAME]... [--all-secret]

  prints a manifest with the connections and variables of the files; NAME is its name (default: airflow)

  --plain NAME   what is no secret, such as variables.greeting or connections.warehouse.login
  --all-secret   no value in it: each variable and each connection is one secret
`

/** What a command leaves behind. Neither text has a value that looks secret. */
export interface CommandResult {
  readonly stdout: string
  readonly stderr: string
  readonly exitCode: 0 | 1
}

/** From files of Airflow or the astro CLI to a manifest on stdout, and on stderr what is left to do by hand. */
export function importCommand(args: readonly string[], readFile: ReadFile): CommandResult {
  try {
    const options = {
      name: { type: 'string' },
      plain: { type: 'string', multiple: true },
      'all-secret': { type: 'boolean' }
    } as const
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true })
    if (positionals.length === 0) return failed(`no file is named\n\n${USAGE}`)
    const imported = readImports(
      positionals.map(file => ({ file, rename: new Map() })),
      readFile
    )
    if (imported.problems.length > 0) throw new Mistakes(imported.problems)
    const {
      text,
      needed,
      values: secrets
    } = manifestOf(imported, values.name ?? 'airflow', {
      caution: values['all-secret'] ? 'all' : 'looks',
      plain: values.plain ?? []
    })
    // What is printed is what a run accepts: names among them that only a manifest refuses.
    readManifest(text, 'the printed manifest')
    const warnings = imported.warnings.map(warning => `warning: ${sentenceOf(warning)}\n`).join('')
    return { stdout: text, stderr: warnings + advice(needed, secrets), exitCode: 0 }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code?.startsWith('ERR_PARSE_ARGS'))
      return failed(`${(error as Error).message}\n\n${USAGE}`)
    return failed(`${explain(error)}\n`)
  }
}

const failed = (stderr: string): CommandResult => ({ stdout: '', stderr, exitCode: 1 })

/** What GitHub keeps of secrets: so many in a repository and in an environment, each so large. */
const [MOST_SECRETS, MOST_BYTES] = [100, 48 * 1024]

/** Which secrets to create, and how the step gets them. */
function advice(needed: readonly Needed[], values: ReadonlyMap<string, Secret>): string {
  if (needed.length === 0) return 'No value looks secret; read the manifest once before you commit it.\n'
  const create = needed.map(({ name, what, at }) => `gh secret set ${name}  # ${what}, ${placeText(at)}`)
  const env = needed.map(({ name }) => `  ${name}: \${{ secrets.${name} }}`)
  const notes = [
    needed.length > MOST_SECRETS &&
      `These are ${needed.length} secrets, and GitHub keeps ${MOST_SECRETS} in a repository and as many in an environment.`,
    ...needed.map(({ name }) => noteOf(name, values.get(name)?.reveal() ?? ''))
  ]
  const elsewhere =
    'Take what GitHub does not keep from a file, sops or Vault instead of { env: … }: docs/manifest.md, "Sources".'
  const said = notes.filter(note => note !== false)
  return `
GitHub secrets to create (each command asks for the value; \`< FILE\` after it takes one of several lines):

${create.join('\n')}

For the step that runs the action:

env:
${env.join('\n')}

${said.length > 0 ? `${[...said, elsewhere].join('\n')}\n\n` : ''}Constants are what reads like words and numbers, under names whose words are known to promise no secret. What else is none: --plain NAME. Read the manifest once before you commit it.
`
}

/** What becomes of a value on its way into a GitHub secret. */
function noteOf(name: string, value: string): string | false {
  const size = Buffer.byteLength(value)
  if (size > MOST_BYTES)
    return `${name} has ${Math.ceil(size / 1024)} KiB, and GitHub keeps ${MOST_BYTES / 1024} KiB in one secret.`
  return /[\r\n]$/.test(value) && `${name} ends with a line end, which \`gh secret set\` takes away.`
}
