import { explain, Mistakes } from '../base/errors.ts'
import { readUtf8 } from '../base/files.ts'
import { sentenceOf } from '../base/finding.ts'
import type { Secret } from '../base/secret.ts'
import { shellPlace, shellWord } from '../base/shell.ts'
import { manifestOf } from '../imports/manifest-text.ts'
import { type ReadFile, readImports } from '../imports/read.ts'
import type { Needed } from '../imports/secret-names.ts'
import { readManifest } from '../manifest/read.ts'
import { schema } from '../manifest/schema.ts'
import type { Call } from './workstation.ts'

/** What a command prints, and its exit code. Neither text contains a value that looks secret. */
export interface CommandResult {
  readonly stdout: string
  readonly stderr: string
  readonly exitCode: 0 | 1
}

export interface ImportOptions {
  /** Of the manifest. */
  readonly name?: string | undefined
  /** What is no secret. */
  readonly plain?: readonly string[] | undefined
  /** Whether no value stays in the manifest. */
  readonly allSecret?: boolean
}

/** The command `import`. */
export function importFiles({ words, own, printExactly, complain }: Call): 0 | 1 {
  const { stdout, stderr, exitCode } = importCommand(words, importOptions(own), readUtf8)
  printExactly(stdout)
  complain(stderr)
  return exitCode
}

/** What was typed after `import`. */
export const importOptions = (own: Call['own']): ImportOptions => ({
  name: own.get('name')?.at(-1),
  plain: own.get('plain'),
  allSecret: own.has('all-secret')
})

/** Turns files from Airflow or the astro CLI into a manifest on stdout. What is left to do by hand is on stderr. */
export function importCommand(
  files: readonly string[],
  { name: given = 'airflow', plain = [], allSecret = false }: ImportOptions,
  readFile: ReadFile
): CommandResult {
  try {
    const name = schema.shape.name.safeParse(given)
    if (!name.success) return failed(name.error.issues.map(({ message }) => `option --name ${message}\n`).join(''))
    const imported = readImports(
      files.map(file => ({ file, rename: new Map() })),
      readFile
    )
    if (imported.problems.length > 0) throw new Mistakes(imported.problems)
    const {
      text,
      needed,
      values: secrets
    } = manifestOf(imported, name.data, {
      caution: allSecret ? 'all' : 'looks',
      plain
    })
    // A run must accept what is printed, including names that only a manifest rejects.
    readManifest(text, 'the printed manifest')
    const warnings = imported.warnings.map(warning => `warning: ${sentenceOf(warning)}\n`).join('')
    return { stdout: text, stderr: warnings + advice(needed, secrets), exitCode: 0 }
  } catch (error) {
    return failed(`${explain(error)}\n`)
  }
}

const failed = (stderr: string): CommandResult => ({ stdout: '', stderr, exitCode: 1 })

/** GitHub's limits: secrets in a repository and in an environment, and bytes in each. */
const [MOST_SECRETS, MOST_BYTES] = [100, 48 * 1024]

/** Which secrets to create, and how the step gets them. */
function advice(needed: readonly Needed[], values: ReadonlyMap<string, Secret>): string {
  if (needed.length === 0) return 'No value looks secret. Read the manifest before you commit it.\n'
  const create = needed.map(({ name, what, at }) => `gh secret set ${name}  # ${shellWord(what)}, ${shellPlace(at)}`)
  const env = needed.map(({ name }) => `  ${name}: \${{ secrets.${name} }}`)
  const said = [
    ...limitsOfGitHub(
      needed.map(({ name }) => name),
      values
    ),
    ...needed.flatMap(({ name }) => (/[\r\n]$/.test(values.get(name)?.reveal() ?? '') ? [`${name} ${LINE_BREAK}`] : []))
  ]
  const elsewhere =
    'For values that GitHub cannot keep, use a file, sops or Vault instead of { env: … }: see "Sources" in docs/manifest.md.'
  return `
GitHub secrets to create (each command asks for the value; for a value with several lines, append \`< FILE\`):

${create.join('\n')}

For the step that runs the action:

env:
${env.join('\n')}

${said.length > 0 ? `${[...said, elsewhere].join('\n')}\n\n` : ''}Values that read like words and numbers became constants, if every word of their names is known to be harmless. To keep another value that is not a secret, add --plain NAME. Read the manifest before you commit it.
`
}

const LINE_BREAK = 'ends with a line break, which `gh secret set` removes.'

/** Which of these secrets GitHub cannot keep. */
export function limitsOfGitHub(names: readonly string[], values: ReadonlyMap<string, Secret>): readonly string[] {
  const count = `These are ${names.length} secrets. GitHub keeps ${MOST_SECRETS} in a repository and another ${MOST_SECRETS} in each environment.`
  const sizes = names.map(name => ({ name, size: Buffer.byteLength(values.get(name)?.reveal() ?? '') }))
  return [
    ...(names.length > MOST_SECRETS ? [count] : []),
    ...sizes.flatMap(({ name, size }) =>
      size > MOST_BYTES
        ? [`${name} takes ${Math.ceil(size / 1024)} KiB. GitHub keeps ${MOST_BYTES / 1024} KiB in one secret.`]
        : []
    )
  ]
}
