import { existsSync, readdirSync } from 'node:fs'
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
      'Check `project-dir`, and that the checkout is complete.'
    )
  ]
}

function hasPython(folder: string): boolean {
  try {
    return existsSync(folder) && readdirSync(folder, { recursive: true }).some(file => String(file).endsWith('.py'))
  } catch (error) {
    throw reasonFor(folder, error)
  }
}

/** `dags/` whole, whatever `.dockerignore` says. */
export const dags: ProjectPart = { consistsOf: (_, files) => files.filter(isDag), checks: [isAstroProject, hasDags, isClean] }
