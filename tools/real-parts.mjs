/**
 * The real programs that tests and demo work with, found on PATH or else built once from pinned sources.
 * `node tools/real-parts.mjs` gets all of them and prints where they are.
 */
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { installOnce } from './real-parts/cache.mjs'
import { getParts } from './real-parts/get-parts.mjs'
import { builtModule, programOrModule } from './real-parts/go.mjs'
import { nodeBinary } from './real-parts/node.mjs'
import { environmentWith } from './real-parts/python.mjs'

/**
 * Each of them takes what installs it, if it is missing; default: `installOnce`.
 *
 * @typedef {import('./real-parts/cache.mjs').Install} Install
 */

/** A Vault or OpenBao server and client: `vault` or `bao` on PATH, else OpenBao 2.4.0. Absolute path. */
export async function vaultBinary(/** @type {Install} */ install = installOnce) {
  return programOrModule(install, {
    names: ['vault', 'bao'],
    check: { ask: ['version'], says: /^(Vault|OpenBao) v/ },
    module: 'openbao',
    version: '2.4.0',
    title: 'OpenBao',
    main: 'github.com/openbao/openbao',
    ldflags: '-s -w -X github.com/openbao/openbao/version.fullVersion=2.4.0',
    takes: 90
  })
}

/** Astronomer's command line: `astro` on PATH, else version 1.41.0. Absolute path. */
export async function astroBinary(/** @type {Install} */ install = installOnce) {
  return programOrModule(install, {
    names: ['astro'],
    check: { ask: ['version'], says: /Astro CLI Version/ },
    module: 'astro',
    version: '1.41.0',
    title: 'Astro CLI',
    main: 'github.com/astronomer/astro-cli',
    ldflags: '-s -w -X github.com/astronomer/astro-cli/version.CurrVersion=1.41.0',
    takes: 75
  })
}

/** nektos/act, which runs whole workflows on this machine: `act` on PATH, else version 0.2.87. Absolute path. */
export async function actBinary(/** @type {Install} */ install = installOnce) {
  return programOrModule(install, {
    names: ['act'],
    check: { ask: ['--version'], says: /^act version/ },
    module: 'act',
    version: '0.2.87',
    title: 'act',
    main: 'github.com/nektos/act',
    ldflags: '-s -w',
    takes: 60
  })
}

/** Reads compose files and env files with docker's own libraries, those that the astro CLI 1.41.0 is built with. Absolute path. */
export async function envFilesBinary(/** @type {Install} */ install = installOnce) {
  return builtModule(install, {
    name: 'env-files',
    module: 'env-files',
    files: ['go.mod', 'go.sum', 'main.go'],
    version: '2.4.5',
    title: "docker's readers of files",
    main: '.',
    ldflags: '-s -w',
    takes: 30,
    missing: 'install Go'
  })
}

/** A client that writes secrets one by one with the Go module of OpenBao's API 2.4.0, for the benchmark. Absolute path. */
export async function goClientBinary(/** @type {Install} */ install = installOnce) {
  return builtModule(install, {
    name: 'go-client',
    module: 'go-client',
    files: ['go.mod', 'go.sum', 'main.go'],
    version: '2.4.0',
    title: 'Go client',
    main: '.',
    ldflags: '-s -w',
    takes: 10,
    missing: 'install Go'
  })
}

/** The Python of a virtual environment with Airflow 3.3.2 and its hashicorp provider. Absolute path. */
export const airflowPython = (/** @type {Install} */ install = installOnce) => airflow(install, '3.3.2', 'airflow', PYTHON)

/** The same with Airflow 2.11.0, the last line before 3. Absolute path. */
export const airflow2Python = (/** @type {Install} */ install = installOnce) =>
  airflow(install, '2.11.0', 'airflow2', {
    names: ['python3', 'python3.12', 'python3.11'],
    fits: '(3, 11) <= sys.version_info < (3, 13)',
    wanted: 'Python 3.11 or 3.12'
  })

const PYTHON = {
  names: ['python3', 'python3.13', 'python3.12', 'python3.11'],
  fits: 'sys.version_info >= (3, 11)',
  wanted: 'Python 3.11 or newer'
}

async function airflow(
  /** @type {Install} */ install,
  /** @type {string} */ version,
  /** @type {string} */ folder,
  /** @type {{ names: string[], fits: string, wanted: string }} */ python
) {
  const environment = { title: `Airflow ${version}`, name: `airflow-${version}`, folder, takes: 60, ...python }
  return join(await environmentWith(install, environment), 'python')
}

/** A Node 20, the oldest that the bundle runs on: the `node` on PATH if it is one, else 20.20.2. Absolute path. */
export const node20Binary = (/** @type {Install} */ install = installOnce) => nodeBinary(install, '20.20.2')

/** A Node 24, which GitHub runs the bundle on: the `node` on PATH if it is one, else 24.21.0. Absolute path. */
export const node24Binary = (/** @type {Install} */ install = installOnce) => nodeBinary(install, '24.21.0')

/** actionlint 1.7.12, which reads workflows as GitHub does. Absolute path. */
export async function actionlintBinary(/** @type {Install} */ install = installOnce) {
  return builtModule(install, {
    name: 'actionlint',
    module: 'actionlint',
    files: ['go.mod', 'go.sum'],
    version: '1.7.12',
    title: 'actionlint',
    main: 'github.com/rhysd/actionlint/cmd/actionlint',
    ldflags: '-s -w',
    takes: 20,
    missing: 'install Go'
  })
}

/** zizmor 1.32.0, which looks for what is dangerous in workflows. Absolute path. */
export async function zizmorBinary(/** @type {Install} */ install = installOnce) {
  const environment = { title: 'zizmor 1.32.0', name: 'zizmor-1.32.0', folder: 'zizmor', takes: 10, ...PYTHON }
  return join(await environmentWith(install, environment), 'zizmor')
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const parts = {
    vault: vaultBinary,
    astro: astroBinary,
    act: actBinary,
    goClient: goClientBinary,
    envFiles: envFilesBinary,
    airflow: airflowPython,
    airflow2: airflow2Python,
    node20: node20Binary,
    node24: node24Binary,
    actionlint: actionlintBinary,
    zizmor: zizmorBinary
  }
  try {
    const paths = await getParts(Object.values(parts))
    for (const [index, name] of Object.keys(parts).entries()) console.log(`${name.padEnd(10)} ${paths[index]}`)
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    process.exitCode = 1
  }
}
