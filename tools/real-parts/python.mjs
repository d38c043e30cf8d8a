import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { runBuild } from './build-command.mjs'
import { findProgram } from './find-program.mjs'

/**
 * A virtual environment with what its requirements.txt pins.
 *
 * @param {import('./cache.mjs').Install} install
 * @param {object} environment
 * @param {string} environment.title
 * @param {string} environment.name its folder in the cache, with the version
 * @param {string} environment.folder beside this file, with its requirements.txt
 * @param {string[]} environment.names of interpreters
 * @param {string} environment.fits condition on the interpreter, in Python
 * @param {string} environment.wanted the same, in words
 * @param {number} environment.takes
 * @returns {Promise<string>} its folder of programs. Once moved, only its `python` and what was compiled work: scripts name the
 *   folder that they were installed in
 */
export async function environmentWith(install, { title, name, folder: pinned, names, fits, wanted, takes }) {
  const pins = fileURLToPath(new URL(`${pinned}/requirements.txt`, import.meta.url))
  const missing = `install ${wanted} with its venv module (on Debian and Ubuntu the package python3-venv)`
  const python = await findProgram(names, {
    ask: ['-c', `import sys, venv, ensurepip; print(${fits}, sys.version)`],
    says: /^True/
  })
  if (!python) throw new Error(`${title} cannot be installed here, because there is no fitting Python: ${missing}.`)

  const folder = await install({ name, title, from: 'PyPI', takes, pins: [pins], variant: python.answer }, async folder => {
    await runBuild(python.path, ['-m', 'venv', folder], { title, cwd: folder, missing })
    const pip = ['-m', 'pip', 'install', '--disable-pip-version-check', '--no-input', '--progress-bar=off', '-r', pins]
    await runBuild(join(folder, 'bin', 'python'), pip, { title, cwd: folder, missing })
  })
  return join(folder, 'bin')
}
