import { realpathSync } from 'node:fs'
import { resolve as pathFrom, relative } from 'node:path'
import { readUtf8 } from '../base/files.ts'
import type { Finding } from '../base/finding.ts'
import type { Imported } from '../imports/collector.ts'
import { type Import, readImports } from '../imports/read.ts'
import type { Inputs } from '../inputs/inputs.ts'
import type { Manifest } from '../manifest/manifest.ts'
import type { Pattern } from '../manifest/pattern.ts'

/** Each file once: under several names, as many guesses could be compared with one secret. */
export function readAll(imports: readonly Import[]): Imported {
  const files = imports.map(({ file }) => realFile(file))
  const isFirst = (_: unknown, index: number) => files.indexOf(files[index] ?? '') === index
  const { problems, ...rest } = readImports(imports.filter(isFirst), readUtf8)
  const again = imports
    .filter((one, index) => !isFirst(one, index))
    .map(({ file }): Finding => ({ severity: 'error', message: `the import ${file} is listed twice; list each file once` }))
  return { ...rest, problems: [...problems, ...again] }
}

function realFile(file: string): string {
  try {
    return realpathSync(file)
  } catch {
    return file
  }
}

/** The imports with paths from where this process is, as annotations show them. */
export function importsOf({ imports }: Manifest, folder: string): Import[] {
  return imports.map(({ file, rename }) => ({ file: relative('', pathFrom(folder, file)), rename }))
}

type Asked = Pick<Inputs, 'local'>

/** A pattern that matches nothing. A run that writes ends with it; a plan goes on, and so does a workstation that makes up values. */
export function inVain(manifest: Manifest, pattern: Pattern, inputs: Asked & Pick<Inputs, 'mode'>): Finding {
  const { mode, local } = inputs
  const { message, ...placed } = matchesNothing(manifest, pattern, inputs)
  if (local?.isFake)
    return {
      ...placed,
      severity: 'warning',
      message: `${message}, and a pattern has no names for which values could be made up`,
      hint: 'Set those that your DAGs need.'
    }
  if (local !== undefined)
    return { ...placed, message, hint: 'Set those that your DAGs need; `--fake` makes up none of them, and goes on without.' }
  const hint = 'Put the GitHub secrets into `env:` of the step, each under its own name, or remove this import.'
  if (mode !== 'plan') return { ...placed, message, hint }
  return { ...placed, severity: 'warning', message: `${message}. What it would bring was not compared`, hint }
}

/** The same where only what is in Vault is looked at. */
export function unchecked(manifest: Manifest, pattern: Pattern, inputs: Asked): Finding {
  const { message, ...placed } = matchesNothing(manifest, pattern, inputs)
  return { ...placed, severity: 'warning', message: `${message}, so what it has brought is not checked` }
}

function matchesNothing(manifest: Manifest, { at, text }: Pattern, { local }: Asked): Finding {
  const where = local === undefined ? 'in the environment of this step' : 'of your shell or .env.local-secrets'
  return manifest.findingAt(at, `matches nothing: no variable ${where} begins with ${text.slice(0, -1)}`)
}
