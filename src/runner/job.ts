import { realpathSync } from 'node:fs'
import { isAbsolute, relative, resolve, sep } from 'node:path'
import * as core from '@actions/core'
import type { InputSource } from '../inputs/inputs.ts'
import { offersIdToken } from './oidc.ts'
import { previewFor } from './pull-request.ts'

type Environment = Readonly<Record<string, string | undefined>>

/** The inputs of the step, as the runner hands them over. */
export function inputSource(environment: Environment): InputSource {
  const names = Object.keys(environment).filter(name => name.startsWith('INPUT_'))
  return {
    get: name => core.getInput(name) || (name === 'preview-for' ? previewFor(environment) : ''),
    names: names.map(name => name.slice('INPUT_'.length).toLowerCase()),
    now: new Date(),
    offersIdToken: offersIdToken(environment),
    isOutside: path => isOutside(path, environment['GITHUB_WORKSPACE'] || '.'),
    whenEmpty:
      'GitHub passes an undefined secret or variable as empty text: check its name, and that this repository or environment defines it.'
  }
}

/** Follows links, because a checkout may have some. What is not there is reported by whoever needs it. */
function isOutside(path: string, workspace: string): boolean {
  const inside = relative(real(workspace), real(path))
  return inside === '..' || inside.startsWith(`..${sep}`) || isAbsolute(inside)
}

function real(path: string): string {
  try {
    return realpathSync(path)
  } catch {
    return resolve(path)
  }
}
