import { execFile } from 'node:child_process'
import { access, constants, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, isAbsolute, join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

/**
 * The folders of PATH, in order, without those of npm: `npm test` puts `node_modules/.bin` first, and what lies there
 * (a newer `node`, a web framework called `astro`) is not what the machine has.
 *
 * @returns {string[]}
 */
export function pathFolders() {
  return (process.env['PATH'] ?? '').split(delimiter).filter(folder => isAbsolute(folder) && !folder.includes('node_modules'))
}

/**
 * The first program on PATH with one of these names that answers as expected.
 *
 * @param {string[]} names tried in this order, each in all folders of PATH
 * @param {{ ask: string[], says: RegExp }} check arguments to start it with (`['--version']`), and what it must print
 * @returns {Promise<{ path: string, answer: string } | undefined>} its absolute path and what it printed; undefined when there is none
 */
export async function findProgram(names, { ask, says }) {
  // Asked for no more than its version, astro writes into its home and reports that it was used.
  const home = await mkdtemp(join(tmpdir(), 'find-program-'))
  const env = { ...process.env, ASTRO_HOME: home, ASTRO_TELEMETRY_DISABLED: '1' }
  try {
    for (const path of names.flatMap(name => pathFolders().map(folder => join(folder, name)))) {
      const said = (await executable(path)) ? await run(path, ask, { env }).catch(() => undefined) : undefined
      if (said && says.test(said.stdout)) return { path, answer: said.stdout.trim() }
    }
    return undefined
  } finally {
    await rm(home, { recursive: true, force: true })
  }
}

/** @param {string} path */
async function executable(path) {
  return access(path, constants.X_OK).then(
    () => true,
    () => false
  )
}
