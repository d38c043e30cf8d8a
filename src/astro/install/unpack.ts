import { chmodSync, lstatSync, mkdirSync } from 'node:fs'
import { isAbsolute, join, normalize } from 'node:path'
import { getExecOutput } from '@actions/exec'
import { UserError } from '../../base/errors.ts'
import { versionIn } from '../version.ts'

type Environment = Readonly<Record<string, string>>

const PROGRAM = 'astro'

/**
 * Takes the program out of an archive, whose name in messages is `name`, and returns its path in `folder`. Throws a `UserError` if
 * the archive is damaged, leads out of its folder, or has no such program.
 */
export async function unpack(archive: string, name: string, folder: string, environment: Environment): Promise<string> {
  const tar = async (...args: string[]) => {
    const { exitCode, stdout, stderr } = await getExecOutput('tar', args, { ...QUIET, env: { ...environment } })
    if (exitCode !== 0)
      throw new UserError(`${name} cannot be unpacked; tar said: ${stderr.trim() || `exit code ${exitCode}`}`, {
        hint: 'If no space is left, free some 150 MB in the temporary folder of the runner. Otherwise check what `astro-mirror` serves.'
      })
    return stdout
  }
  const members = (await tar('-tzf', archive)).split('\n').filter(member => member !== '')
  const outside = members.find(isOutside)
  if (outside !== undefined) throw new UserError(`${name} is not unpacked: ${outside} in it leads out of its folder`)
  const member = members.find(member => normalize(member) === PROGRAM)
  if (member === undefined) throw new UserError(`${name} does not contain the program ${PROGRAM}`)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  await tar('-xzf', archive, '-C', folder, '--', member)
  const program = join(folder, PROGRAM)
  if (!lstatSync(program).isFile())
    throw new UserError(`${name} does not contain the program ${PROGRAM}, but a link of that name`)
  chmodSync(program, 0o755)
  return program
}

const isOutside = (member: string): boolean => isAbsolute(member) || normalize(member).split('/')[0] === '..'

/** Throws a `UserError` unless the program runs here and says that it is this version. */
export async function prove(program: string, name: string, version: string, environment: Environment): Promise<void> {
  const said = await getExecOutput(`"${program}"`, ['version'], { ...QUIET, env: { ...environment } }).catch((error: Error) => ({
    stdout: '',
    stderr: error.message
  }))
  const found = versionIn(said.stdout)
  if (found === version) return
  if (found !== undefined) throw new UserError(`${name} contains the astro CLI ${found}, not ${version}`)
  throw new UserError(`the astro CLI in ${name} does not run here; it said: ${(said.stderr || said.stdout).trim() || 'nothing'}`)
}

/** What they print is for this action, not for the log. */
const QUIET = { silent: true, ignoreReturnCode: true }
