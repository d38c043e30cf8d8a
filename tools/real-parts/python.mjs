import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { runBuild } from './build-command.mjs'
import { installOnce } from './cache.mjs'
import { findProgram } from './find-program.mjs'

/**
 * The Python of a virtual environment with one version of Airflow.
 *
 * @param {object} environment
 * @param {string} environment.airflow version
 * @param {string} environment.folder beside this file, with its requirements.txt
 * @param {string[]} environment.names of interpreters
 * @param {string} environment.fits condition on the interpreter, in Python
 * @param {string} environment.wanted the same, in words
 */
export async function pythonWith({ airflow, folder: name, names, fits, wanted }) {
  const pins = fileURLToPath(new URL(`${name}/requirements.txt`, import.meta.url))
  const title = `Airflow ${airflow}`
  const missing = `install ${wanted} with its venv module (on Debian and Ubuntu the package python3-venv)`
  const python = await findProgram(names, {
    ask: ['-c', `import sys, venv, ensurepip; print(${fits}, sys.version)`],
    says: /^True/
  })
  if (!python) throw new Error(`${title} cannot be installed here, because there is no fitting Python: ${missing}.`)

  const part = { name: `airflow-${airflow}`, title, from: 'PyPI', takes: '1 min', pins: [pins], variant: python.answer }
  // Once moved, only `bin/python` of an environment works: the scripts beside it name the folder they were installed in.
  const folder = await installOnce(part, async folder => {
    await runBuild(python.path, ['-m', 'venv', folder], { title, cwd: folder, missing })
    const pip = ['-m', 'pip', 'install', '--disable-pip-version-check', '--no-input', '--progress-bar=off', '-r', pins]
    await runBuild(join(folder, 'bin', 'python'), pip, { title, cwd: folder, missing })
  })
  return join(folder, 'bin', 'python')
}
