/**
 * The real programs that tests and demo work with, found on PATH or else built once from pinned sources.
 * `node tools/real-parts.mjs` gets all of them and prints where they are.
 */
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { builtModule, programOrModule } from './real-parts/go.mjs'
import { nodeBinary } from './real-parts/node.mjs'
import { environmentWith } from './real-parts/python.mjs'

/** A Vault or OpenBao server and client: `vault` or `bao` on PATH, else OpenBao 2.4.0. Absolute path. */
export async function vaultBinary() {
  return programOrModule({
    names: ['vault', 'bao'],
    check: { ask: ['version'], says: /^(Vault|OpenBao) v/ },
    module: 'openbao',
    version: '2.4.0',
    title: 'OpenBao',
    main: 'github.com/openbao/openbao',
    ldflags: '-s -w -X github.com/openbao/openbao/version.fullVersion=2.4.0',
    takes: '4 min'
  })
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

/** Reads compose files and env files with docker's own libraries, those that the astro CLI 1.41.0 is built with. Absolute path. */
export async function envFilesBinary() {
  return builtModule({
    name: 'env-files',
    module: 'env-files',
    files: ['go.mod', 'go.sum', 'main.go'],
    version: '2.4.5',
    title: "docker's readers of files",
    main: '.',
    ldflags: '-s -w',
    takes: '30 s',
    missing: 'install Go'
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
export const airflowPython = () => airflow('3.3.2', 'airflow', PYTHON)

/** The same with Airflow 2.11.0, the last line before 3. Absolute path. */
export const airflow2Python = () =>
  airflow('2.11.0', 'airflow2', {
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
  /** @type {string} */ version,
  /** @type {string} */ folder,
  /** @type {{ names: string[], fits: string, wanted: string }} */ python
) {
  const environment = { title: `Airflow ${version}`, name: `airflow-${version}`, folder, takes: '1 min', ...python }
  return join(await environmentWith(environment), 'python')
}

/** A Node 20, the oldest that the bundle runs on: the `node` on PATH if it is one, else 20.20.2. Absolute path. */
export const node20Binary = () => nodeBinary('20.20.2')

/** A Node 24, which GitHub runs the bundle on: the `node` on PATH if it is one, else 24.21.0. Absolute path. */
export const node24Binary = () => nodeBinary('24.21.0')

/** actionlint 1.7.12, which reads workflows as GitHub does. Absolute path. */
export async function actionlintBinary() {
  return builtModule({
    name: 'actionlint',
    module: 'actionlint',
    files: ['go.mod', 'go.sum'],
    version: '1.7.12',
    title: 'actionlint',
    main: 'github.com/rhysd/actionlint/cmd/actionlint',
    ldflags: '-s -w',
    takes: '20 s',
    missing: 'install Go'
  })
}

/** zizmor 1.32.0, which looks for what is dangerous in workflows. Absolute path. */
export async function zizmorBinary() {
  const environment = { title: 'zizmor 1.32.0', name: 'zizmor-1.32.0', folder: 'zizmor', takes: '10 s', ...PYTHON }
  return join(await environmentWith(environment), 'zizmor')
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
    for (const [name, locate] of Object.entries(parts)) console.log(`${name.padEnd(10)} ${await locate()}`)
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    process.exitCode = 1
  }
}
