/**
 * The real programs that tests and demo work with, found on PATH or else built once from pinned sources.
 * `node tools/real-parts.mjs` gets all of them and prints where they are.
 */
import { copyFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { runBuild } from './build-command.mjs'
import { installOnce } from './cache.mjs'
import { findProgram } from './find-program.mjs'

/** @param {string} path of a file or folder beside this one */
const here = path => fileURLToPath(new URL(path, import.meta.url))

/** A Vault or OpenBao server and client: `vault` or `bao` on PATH, else OpenBao 2.4.0. Absolute path. */
export async function vaultBinary() {
  return programOrModule({ ...OPENBAO, names: ['vault', 'bao'], check: { ask: ['version'], says: /^(Vault|OpenBao) v/ } })
}

/** OpenBao, for what Vault cannot do or does otherwise: `bao` on PATH, else version 2.4.0. Absolute path. */
export async function openbaoBinary() {
  return programOrModule({ ...OPENBAO, names: ['bao'], check: { ask: ['version'], says: /^OpenBao v/ } })
}

const OPENBAO = {
  module: 'openbao',
  version: '2.4.0',
  title: 'OpenBao',
  main: 'github.com/openbao/openbao',
  ldflags: '-s -w -X github.com/openbao/openbao/version.fullVersion=2.4.0',
  takes: '4 min'
}

/** Astronomer's command line: `astro` on PATH, else version 1.41.0. Absolute path. */
export async function astroBinary() {
  return programOrModule({
    names: ['astro'],
    check: { ask: ['version'], says: /Astro CLI Version/ },
    module: 'astro',
    version: '1.41.0',
    title: 'Astro CLI',
    main: 'github.com/astronomer/astro-cli',
    ldflags: '-s -w -X github.com/astronomer/astro-cli/version.CurrVersion=1.41.0',
    takes: '3.5 min'
  })
}

/** nektos/act, which runs whole workflows on this machine: `act` on PATH, else version 0.2.87. Absolute path. */
export async function actBinary() {
  return programOrModule({
    names: ['act'],
    check: { ask: ['--version'], says: /^act version/ },
    module: 'act',
    version: '0.2.87',
    title: 'act',
    main: 'github.com/nektos/act',
    ldflags: '-s -w',
    takes: '1.5 min'
  })
}

/** A client that writes secrets one by one with the Go module of OpenBao's API 2.4.0, for the benchmark. Absolute path. */
export async function goClientBinary() {
  return builtModule({
    name: 'go-client',
    module: 'go-client',
    files: ['go.mod', 'go.sum', 'main.go'],
    version: '2.4.0',
    title: 'Go client',
    main: '.',
    ldflags: '-s -w',
    takes: '10 s',
    missing: 'install Go'
  })
}

/** The Python of a virtual environment with Airflow 3.3.2 and its hashicorp provider. Absolute path. */
export async function airflowPython() {
  return pythonWith({
    airflow: '3.3.2',
    pins: here('airflow/requirements.txt'),
    names: ['python3', 'python3.13', 'python3.12', 'python3.11'],
    fits: 'sys.version_info >= (3, 11)',
    wanted: 'Python 3.11 or newer'
  })
}

/** The same with Airflow 2.11.0, the last line before 3. Absolute path. */
export async function airflow2Python() {
  return pythonWith({
    airflow: '2.11.0',
    pins: here('airflow2/requirements.txt'),
    names: ['python3', 'python3.12', 'python3.11'],
    fits: '(3, 11) <= sys.version_info < (3, 13)',
    wanted: 'Python 3.11 or 3.12'
  })
}

/** A Node 20, the oldest that the bundle runs on: the `node` on PATH if it is one, else 20.20.2. Absolute path. */
export const node20Binary = () => nodeBinary('20.20.2')

/** A Node 24, which GitHub runs the bundle on: the `node` on PATH if it is one, else 24.21.0. Absolute path. */
export const node24Binary = () => nodeBinary('24.21.0')

/** @param {string} version */
async function nodeBinary(version) {
  const [major] = version.split('.')
  const node = await findProgram(['node'], { ask: ['--version'], says: new RegExp(`^v${major}\\.`) })
  if (node) return node.path

  const title = `Node ${version}`
  const pins = ['package.json', 'package-lock.json'].map(file => here(`node${major}/${file}`))
  const folder = await installOnce({ name: `node-${version}`, title, from: 'npm', takes: '10 s', pins }, async folder => {
    for (const pin of pins) await copyFile(pin, join(folder, basename(pin)))
    // The package fetches the binary for this machine in its install script.
    const ci = ['ci', '--prefix', folder, '--ignore-scripts=false', '--no-audit', '--no-fund']
    await runBuild('npm', ci, { title, cwd: folder, missing: `install npm, or put a Node ${major} on PATH` })
  })
  return join(folder, 'node_modules', 'node', 'bin', 'node')
}

/**
 * @param {object} environment
 * @param {string} environment.airflow version
 * @param {string} environment.pins file of requirements
 * @param {string[]} environment.names of interpreters
 * @param {string} environment.fits condition on the interpreter, in Python
 * @param {string} environment.wanted the same, in words
 */
async function pythonWith({ airflow, pins, names, fits, wanted }) {
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

/**
 * @param {object} program
 * @param {string[]} program.names
 * @param {{ ask: string[], says: RegExp }} program.check
 * @param {string} program.module folder beside this file with its go.mod and go.sum
 * @param {string} program.version
 * @param {string} program.title
 * @param {string} program.main
 * @param {string} program.ldflags
 * @param {string} program.takes
 */
async function programOrModule({ names, check, ...module }) {
  const found = await findProgram(names, check)
  const missing = `install Go, or put ${names.join(' or ')} on PATH`
  return found?.path ?? builtModule({ ...module, name: names.at(-1) ?? module.module, files: ['go.mod', 'go.sum'], missing })
}

/**
 * @param {object} part
 * @param {string} part.name of the program
 * @param {string} part.module folder beside this file
 * @param {string[]} part.files of that folder that decide what is built
 * @param {string} part.version
 * @param {string} part.title
 * @param {string} part.main
 * @param {string} part.ldflags
 * @param {string} part.takes
 * @param {string} part.missing the remedy where there is no Go
 */
async function builtModule({ name, module, files, version, title, main, ldflags, takes, missing }) {
  const part = {
    name: `${module}-${version}`,
    title: `${title} ${version}`,
    from: 'its Go module',
    takes,
    pins: files.map(file => here(`${module}/${file}`)),
    variant: ldflags
  }
  const folder = await installOnce(part, folder =>
    runBuild(
      'go',
      ['build', '-mod=readonly', '-buildvcs=false', '-trimpath', '-ldflags', ldflags, '-o', join(folder, name), main],
      {
        title: part.title,
        cwd: here(module),
        env: { CGO_ENABLED: '0', GOWORK: 'off' },
        missing
      }
    )
  )
  return join(folder, name)
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const parts = {
    vault: vaultBinary,
    astro: astroBinary,
    act: actBinary,
    goClient: goClientBinary,
    airflow: airflowPython,
    airflow2: airflow2Python,
    node20: node20Binary,
    node24: node24Binary
  }
  try {
    for (const [name, locate] of Object.entries(parts)) console.log(`${name.padEnd(8)} ${await locate()}`)
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    process.exitCode = 1
  }
}
