import { join } from 'node:path'
import { parseEnv, withoutVariables, withVariables } from './env-block.ts'
import { bytesOf, removeLeftover, replaceFile } from './file.ts'

export const ENV = '.env'

/** Our lines in the `.env` of a project. Every change is one replacement of the whole file, of what it is at that moment. */
export interface EnvFile {
  /** What it has from us; empty without such lines. */
  variables(): ReadonlyMap<string, string>
  set(name: string, value: string): void
  /** The file as it was without us. */
  clear(): void
}

export function envFileOf(projectDir: string): EnvFile {
  const path = join(projectDir, ENV)
  const variables = () => parseEnv(bytesOf(path)).ours ?? new Map<string, string>()
  return {
    variables,
    set: (name, value) => replaceFile(path, withVariables(bytesOf(path), new Map([...variables(), [name, value]]))),
    clear() {
      removeLeftover(path)
      const text = bytesOf(path)
      const before = text === undefined ? undefined : withoutVariables(text)
      if (before !== text) replaceFile(path, before)
    }
  }
}
