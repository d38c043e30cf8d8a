import { parseArgs } from 'node:util'
import { describeProblem, explain, Problems } from '../errors.ts'
import { readManifest } from '../manifest/read.ts'
import { manifestOf } from './manifest-text.ts'
import { type ReadFile, readImports } from './read.ts'
import type { Needed } from './secret-names.ts'

const USAGE = `usage: import FILE... [--name NAME]

  prints a manifest with the connections and variables of the files; NAME is its name (default: airflow)
`

/** What a command leaves behind. Neither text has a value that looks secret. */
export interface Outcome {
  readonly stdout: string
  readonly stderr: string
  readonly exitCode: 0 | 1
}

/** From files of Airflow or the astro CLI to a manifest on stdout, and on stderr what is left to do by hand. */
export function importCommand(args: readonly string[], readFile: ReadFile): Outcome {
  try {
    const { values, positionals } = parseArgs({ args: [...args], options: { name: { type: 'string' } }, allowPositionals: true })
    if (positionals.length === 0) return failed(`no file is named\n\n${USAGE}`)
    const imported = readImports(
      positionals.map(file => ({ file, rename: new Map() })),
      readFile
    )
    if (imported.problems.length > 0) throw new Problems(imported.problems)
    const { text, needed } = manifestOf(imported, values.name ?? 'airflow')
    // What is printed is what a run accepts: names among them that only a manifest refuses.
    readManifest(text, 'the printed manifest')
    const warnings = imported.warnings.map(warning => `warning: ${warning}\n`).join('')
    return { stdout: text, stderr: warnings + advice(needed), exitCode: 0 }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code?.startsWith('ERR_PARSE_ARGS'))
      return failed(`${(error as Error).message}\n\n${USAGE}`)
    return failed(`${explain(error)}\n`)
  }
}

const failed = (stderr: string): Outcome => ({ stdout: '', stderr, exitCode: 1 })

/** Which secrets to create, and how the step gets them. */
function advice(needed: readonly Needed[]): string {
  if (needed.length === 0) return 'No value looks secret; read the manifest once before you commit it.\n'
  const create = needed.map(
    ({ name, what, file, line }) =>
      `gh secret set ${name}  # ${what}, ${describeProblem({ file, line, message: '' }).replace(/: $/, '')}`
  )
  const env = needed.map(({ name }) => `  ${name}: \${{ secrets.${name} }}`)
  return `
GitHub secrets to create (each command asks for the value; \`< FILE\` after it takes one of several lines):

${create.join('\n')}

For the step that runs the action:

env:
${env.join('\n')}

What looks secret was found by names and forms. Read the manifest once before you commit it.
`
}
