import { explain, Mistakes } from '../base/errors.ts'
import { readUtf8 } from '../base/files.ts'
import { sentenceOf } from '../base/finding.ts'
import { Masks } from '../base/masks.ts'
import type { Imported } from '../imports/collector.ts'
import { manifestOf } from '../imports/manifest-text.ts'
import { type ReadFile, readImports } from '../imports/read.ts'
import { readManifest } from '../manifest/read.ts'
import { schema } from '../manifest/schema.ts'
import { BadUsage } from './command-line.ts'
import { advice } from './github-secrets.ts'
import { importedFrom } from './import-airflow.ts'
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
  /**
   * Whether it is from a running Airflow: `***` in a text is what that shows instead of a secret. What cannot be used is left out:
   * there is no file to take it out of. The exit code is 1 then.
   */
  readonly isLive?: boolean
}

/** The command `import`. */
export async function importing(call: Call): Promise<0 | 1> {
  const { words, own, printExactly, complain } = call
  const url = own.get('from-airflow')?.at(-1)?.trim()
  if (url === undefined && words.every(word => word.trim() === ''))
    throw new BadUsage(['import needs at least one file, or --from-airflow'])
  if (url !== undefined && words.length > 0) throw new BadUsage(['--from-airflow cannot be combined with files'])
  const masks = new Masks()
  const options = importOptions(own)
  const { stdout, stderr, exitCode } =
    url === undefined
      ? importCommand(words, options, readUtf8)
      : await importedFrom(url, call, secret => void masks.add(secret)).then(
          imported => printed(imported, { ...options, isLive: true }),
          (error: unknown) => {
            if (error instanceof BadUsage) throw error
            return failed(`${masks.hide(explain(error))}\n`)
          }
        )
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
export function importCommand(files: readonly string[], options: ImportOptions, readFile: ReadFile): CommandResult {
  const imports = files.map(file => ({ file, rename: new Map() }))
  return printed(readImports(imports, readFile), options)
}

/** The same with what was imported. */
export function printed(
  imported: Imported,
  { name: given = 'airflow', plain = [], allSecret = false, isLive = false }: ImportOptions
): CommandResult {
  try {
    const name = schema.shape.name.safeParse(given)
    if (!name.success) return failed(name.error.issues.map(({ message }) => `option --name ${message}\n`).join(''))
    const { problems } = imported
    if (problems.length > 0 && !isLive) throw new Mistakes(problems)
    const {
      text,
      needed,
      values: secrets
    } = manifestOf(imported, name.data, { caution: allSecret ? 'all' : 'looks', plain, masked: isLive })
    // A run must accept what is printed, including names that only a manifest rejects.
    readManifest(text, 'the printed manifest')
    const warnings = [
      ...imported.warnings.map(sentenceOf),
      ...problems.map(problem => `not in the manifest: ${sentenceOf(problem)}`)
    ].map(warning => `warning: ${warning}\n`)
    return { stdout: text, stderr: warnings.join('') + advice(needed, secrets), exitCode: problems.length > 0 ? 1 : 0 }
  } catch (error) {
    return failed(`${explain(error)}\n`)
  }
}

const failed = (stderr: string): CommandResult => ({ stdout: '', stderr, exitCode: 1 })
