import { lstatSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { reasonFor } from '../base/files.ts'
import { isAstroProject, isClean } from './checks.ts'
import { type Check, obstacle, type ProjectPart } from './part.ts'

const isDag = (file: string): boolean => file === 'dags' || file.startsWith('dags/')

const hasDags: Check = ({ dir }) => {
  if (hasPython(join(dir, 'dags'))) return []
  return [
    obstacle(
      'dags/',
      'contains no Python file: the CLI would cancel the deploy, or remove every DAG from the Deployment',
      'Check `project-dir`, and that the checkout is complete. What a link to a folder leads to does not count.'
    )
  ]
}

/** As the CLI looks for it: no link to a folder is followed, not even `dags` itself. */
function hasPython(dags: string): boolean {
  for (const folders = [dags]; folders.length > 0; ) {
    const folder = folders.pop() ?? dags
    for (const entry of entriesOf(folder)) {
      if (entry.isDirectory()) folders.push(join(folder, entry.name))
      else if (entry.name.endsWith('.py')) return true
    }
  }
  return false
}

function entriesOf(folder: string) {
  try {
    return lstatSync(folder, { throwIfNoEntry: false })?.isDirectory() ? readdirSync(folder, { withFileTypes: true }) : []
  } catch (error) {
    throw reasonFor(folder, error)
  }
}

/** `dags/` whole, whatever `.dockerignore` says. */
export const dags: ProjectPart = { consistsOf: (_, files) => files.filter(isDag), checks: [isAstroProject, hasDags, isClean] }
