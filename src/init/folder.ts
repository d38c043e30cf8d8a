import { readdirSync, realpathSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { load } from 'js-yaml'
import { readIfThere } from '../base/files.ts'

/** A folder itself, where a link leads to it: git knows no other place of it, and what is above a link is not above the folder. */
export function realFolder(dir: string): string {
  try {
    const real = realpathSync(dir)
    return real === resolve(dir) ? dir : real
  } catch {
    // It is not there, which is said by whoever looks into it.
    return dir
  }
}

/** Names of the files in a folder, sorted; none if it is not there. */
export function filesIn(folder: string): string[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .filter(entry => entry.isFile())
      .map(({ name }) => name)
      .sort()
  } catch {
    return []
  }
}

/** Names of the services in the compose files of a project. */
export function servicesIn(dir: string): string[] {
  return filesIn(dir)
    .filter(name => /^(?:docker-)?compose(?:\.[\w-]+)*\.ya?ml$/.test(name))
    .flatMap(name => {
      const { services } = (parsed(readIfThere(join(dir, name)) ?? '') ?? {}) as { services?: object | null }
      return Object.keys(services ?? {})
    })
}

/** A file of another program, which is no matter of ours if it is not YAML. */
function parsed(text: string): unknown {
  try {
    return load(text)
  } catch {
    return undefined
  }
}
