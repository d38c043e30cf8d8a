import { statSync } from 'node:fs'
import { basename, join, relative } from 'node:path'
import type { Named } from '../airflow/definition.ts'
import { connIdProblem, variableKeyProblem } from '../airflow/names.ts'
import { Mistakes } from '../base/errors.ts'
import { readIfThere, readUtf8 } from '../base/files.ts'
import type { Finding } from '../base/finding.ts'
import { shellWord } from '../base/shell.ts'
import { visible } from '../base/visible.ts'
import { coverageOf } from '../coverage/coverage.ts'
import type { ImportedDefinition } from '../imports/collector.ts'
import { NOTHING, readForeign } from '../imports/detect.ts'
import type { Valueless } from '../imports/manifest-text.ts'
import { readImports } from '../imports/read.ts'
import { filesIn } from './folder.ts'

/** Where a project on a workstation keeps its connections and variables. */
const KNOWN = ['airflow_settings.yaml', '.env']
/** What people call an export. */
const isCalledExport = (name: string): boolean => /conn|var/i.test(name) && /\.(?:json|ya?ml|env)$/i.test(name)

interface Place {
  readonly dir: string
  /** Files that somebody has named. */
  readonly named: readonly string[]
  readonly signal: AbortSignal
}

/** What the files of a project define, and what its DAGs ask for beyond that. Throws `Mistakes` of the files. */
export async function definedIn({ dir, named, signal }: Place) {
  const shown = (name: string) => relative('', join(dir, name))
  const known = KNOWN.map(shown).filter(file => statSync(file, { throwIfNoEntry: false })?.isFile())
  const guessed = filesIn(dir)
    .filter(name => isCalledExport(name) && !KNOWN.includes(name))
    .map(shown)
    .filter(file => !named.includes(file))
  const exports = guessed.filter(isExport)
  const files = [...new Set([...known, ...exports, ...named])].map(file => ({ file, rename: new Map() }))
  const { definitions: imported, problems, warnings } = readImports(files, readUtf8)
  if (problems.length > 0) throw new Mistakes(problems)
  const askedBeyond = async (all: readonly Named[]) => {
    const names = (kind: Named['kind']) => all.filter(one => one.kind === kind).map(({ name }) => name)
    const defined = { variable: names('variable'), connection: names('connection') }
    return (await coverageOf({ projectDir: dir, defined, workspace: '.', signal })).absent
  }
  const definitions = spelledAsAsked(imported, await askedBeyond(imported))
  const absent = await askedBeyond(definitions)
  const [possible, impossible] = [absent.filter(isPossible), absent.filter(one => !isPossible(one))]
  return {
    definitions,
    absent: possible,
    warnings: [
      // `astro dev init` writes an empty `.env`: only of a file that somebody has named is that worth a word.
      ...warnings.filter(({ message, place }) => message !== NOTHING || named.includes(place?.file ?? '')),
      ...guessed.filter(file => !exports.includes(file)).map(notRead),
      ...impossible.map(
        ({ kind, name, at }): Finding => ({
          severity: 'warning',
          subject: `${kind} ${name}`,
          place: at,
          message: 'is used here, but Vault cannot hold that name'
        })
      )
    ]
  }
}

function isExport(file: string): boolean {
  const { definitions, problems } = readForeign(readIfThere(file) ?? '', file)
  return definitions.length > 0 && problems.length === 0
}

const notRead = (file: string): Finding => ({
  severity: 'warning',
  place: { file },
  message: 'was not read: its name is that of an export, and its content is not',
  hint: `If it is one, name it: init ${shellWord(visible(file))}`
})

const isPossible = ({ kind, name }: Valueless) =>
  (kind === 'variable' ? variableKeyProblem(name) : connIdProblem(name)) === undefined

/** A `.env` holds names in capitals, and Airflow asks for them in any case; Vault does not. */
function spelledAsAsked(definitions: readonly ImportedDefinition[], absent: readonly Named[]): readonly ImportedDefinition[] {
  return definitions.map(one => {
    const isOfEnvironment = basename(one.at.file).startsWith('.env')
    const asked = absent.find(({ kind, name }) => kind === one.kind && name.toLowerCase() === one.name)
    return isOfEnvironment && asked !== undefined ? { ...one, name: asked.name } : one
  })
}
