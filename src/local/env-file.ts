import { realpathSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { BACKEND, BACKEND_KWARGS } from '../airflow/kwargs.ts'
import { replaceFile, unfinished } from '../base/replace.ts'
import { linesThatSet, parseEnv, withoutVariables, withVariables } from './env-block.ts'
import { bytesOf } from './file.ts'

export const ENV = '.env'

/** Our lines in the `.env` of a project. Every change is one replacement of the whole file, of what it is at that moment. */
export interface EnvFile {
  /** What it has from us; empty without such lines. */
  variables(): ReadonlyMap<string, string>
  /** Whether anything in it is from us. */
  hasLines(): boolean
  set(name: string, value: string): void
  /** The file as it was without us. */
  clear(): void
  /** Lines that set one of the two variables and are not known to be ours, from 1. */
  others(): readonly { readonly name: string; readonly line: number }[]
}

/** The workstation whose lines a project has, as they say it. */
export const idIn = (projectDir: string): string | undefined => parseEnv(bytesOf(join(projectDir, ENV))).id

export function envFileOf(projectDir: string, id: string): EnvFile {
  const path = join(projectDir, ENV)
  const variables = () => parseEnv(bytesOf(path)).ours ?? new Map<string, string>()
  return {
    variables,
    hasLines: () => parseEnv(bytesOf(path)).ours !== undefined,
    set(name, value) {
      const text = withVariables(bytesOf(path), new Map([...variables(), [name, value]]), id)
      replaceFile(path, Buffer.from(text, 'latin1'), { isPrivate: true })
    },
    clear() {
      rmSync(unfinished(path), { force: true })
      const text = bytesOf(path)
      if (text === undefined) return
      const before = withoutVariables(text)
      if (before === text) return
      // Somebody may have put it behind a link since: what it holds is there.
      replaceFile(realpathSync(path), before === undefined ? undefined : Buffer.from(before, 'latin1'), { isPrivate: false })
    },
    others: () => linesThatSet(bytesOf(path), name => name === BACKEND || name === BACKEND_KWARGS)
  }
}
