import { parseArgs } from 'node:util'
import { explain, Mistakes } from '../base/errors.ts'
import { placeText, sentenceOf } from '../base/finding.ts'
import type { Secret } from '../base/secret.ts'
import { manifestOf } from '../imports/manifest-text.ts'
import { type ReadFile, readImports } from '../imports/read.ts'
import type { Needed } from '../imports/secret-names.ts'
import { readManifest } from '../manifest/read.ts'
import { schema } from '../manifest/schema.ts'

const USAGE = `usage: import FILE... [--name NAME] [--plain NAME]... [--all-secret]

  prints a manifest with the connections and variables from these files; NAME is its name (default: airflow)

  --plain NAME   keeps a value that is not a secret, such as variables.greeting or connections.warehouse.login
  --all-secret   leaves no value in it: each variable and each connection becomes one secret
`

/** What a command prints, and its exit code. Neither text contains a value that looks secret. */
export interface CommandResult {
  readonly stdout: string
  readonly stderr: string
  readonly exitCode: 0 | 1
}

/** Turns files from Airflow or the astro CLI into a manifest on stdout. What is left to do by hand is on stderr. */
export function importCommand(args: readonly string[], readFile: ReadFile): CommandResult {
  try {
    const options = {
      name: { type: 'string' },
      plain: { type: 'string', multiple: true },
      'all-secret': { type: 'boolean' }
    } as const
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true })
    if (positionals.length === 0) return failed(`name at least one file\n\n${USAGE}`)
    const name = schema.shape.name.safeParse(values.name ?? 'airflow')
    if (!name.success) return failed(name.error.issues.map(({ message }) => `option --name ${message}\n`).join(''))
    const imported = readImports(
      positionals.map(file => ({ file, rename: new Map() })),
      readFile
    )
    if (imported.problems.length > 0) throw new Mistakes(imported.problems)
    const {
      text,
      needed,
      values: secrets
    } = manifestOf(imported, name.data, {
      caution: values['all-secret'] ? 'all' : 'looks',
      plain: values.plain ?? []
    })
    // A run must accept what is printed, including names that only a manifest rejects.
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

/** GitHub's limits: secrets in a repository and in an environment, and bytes in each. */
const [MOST_SECRETS, MOST_BYTES] = [100, 48 * 1024]

/** Which secrets to create, and how the step gets them. */
function advice(needed: readonly Needed[], values: ReadonlyMap<string, Secret>): string {
  if (needed.length === 0) return 'No value looks secret. Read the manifest before you commit it.\n'
  const create = needed.map(({ name, what, at }) => `gh secret set ${name}  # ${what}, ${placeText(at)}`)
  const env = needed.map(({ name }) => `  ${name}: \${{ secrets.${name} }}`)
  const notes = [
    needed.length > MOST_SECRETS &&
      `These are ${needed.length} secrets. GitHub keeps ${MOST_SECRETS} in a repository and another ${MOST_SECRETS} in each environment.`,
    ...needed.map(({ name }) => noteOf(name, values.get(name)?.reveal() ?? ''))
  ]
  const elsewhere =
    'For values that GitHub cannot keep, use a file, sops or Vault instead of { env: … }: see "Sources" in docs/manifest.md.'
  const said = notes.filter(note => note !== false)
  return `
GitHub secrets to create (each command asks for the value; for a value with several lines, append \`< FILE\`):

${create.join('\n')}

For the step that runs the action:

env:
${env.join('\n')}

${said.length > 0 ? `${[...said, elsewhere].join('\n')}\n\n` : ''}Values that read like words and numbers became constants, if every word of their names is known to be harmless. To keep another value that is not a secret, add --plain NAME. Read the manifest before you commit it.
`
}

/** What happens to a value on its way into a GitHub secret. */
function noteOf(name: string, value: string): string | false {
  const size = Buffer.byteLength(value)
  if (size > MOST_BYTES)
    return `${name} takes ${Math.ceil(size / 1024)} KiB. GitHub keeps ${MOST_BYTES / 1024} KiB in one secret.`
  return /[\r\n]$/.test(value) && `${name} ends with a line break, which \`gh secret set\` removes.`
}
