import { realpathSync } from 'node:fs'
import { resolve as pathFrom, relative } from 'node:path'
import { readUtf8 } from '../base/files.ts'
import type { Finding } from '../base/finding.ts'
import type { Imported } from '../imports/collector.ts'
import { type Import, readImports } from '../imports/read.ts'
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

/** A run that writes ends with this. */
export const inVain = (manifest: Manifest, { at, text }: Pattern): Finding => ({
  ...manifest.findingAt(at, `matches nothing: no variable in the environment of this step begins with ${text.slice(0, -1)}`),
  hint: 'Put the GitHub secrets into `env:` of the step, each under its own name, or remove this import.'
})

/** What a plan says instead. */
export const notCompared = ({ message, ...one }: Finding): Finding => ({
  ...one,
  severity: 'warning',
  message: `${message}. What it would bring was not compared`
})
