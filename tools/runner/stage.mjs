/** Everything that one run of the action meets: a Vault server, the loopback Astro API, an Astro project in git, tools on PATH. */
import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { pathFolders } from '../real-parts/find-program.mjs'
import { astroBinary, node24Binary } from '../real-parts.mjs'
import { startAstroApi } from '../servers/astro-api/server.mjs'
import { startVault } from '../servers/vault-server.mjs'
import { runAction } from './runner.mjs'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** The shipped bundle. */
export const BUNDLE = join(root, 'dist', 'index.js')

/** Secrets for `examples/quickstart`, with the characters that break hand-made URIs. */
export const QUICKSTART_SECRETS = {
  API_TOKEN: 'tok-4f1c9e7a2b',
  SETTINGS_KEY: 'key-8d02-$HOME',
  WAREHOUSE_PASSWORD: 'p@s:s/w?o#rd 100%',
  PARTNER_PASSWORD: 'a+b c"quoted"',
  LEGACY_URI: 'mysql://app:s3cr3t-legacy@legacy.example.com:3306/crm'
}

/**
 * @typedef {object} StageOptions
 * @property {import('../servers/vault-server.mjs').VaultOptions} [vault]
 * @property {Parameters<typeof startAstroApi>[0]} [astro]
 * @property {string} [example] folder below `examples/`; default: quickstart
 * @property {Record<string, string>} [files] written over the example's before the first commit
 * @property {boolean} [withCli] whether the astro CLI is on PATH; default: true
 * @property {boolean} [post] whether a run has its post step, which takes as long as a third of a run that changes nothing;
 *   default: true
 */

/**
 * @param {StageOptions} [options]
 */
export async function openStage({
  vault: vaultOptions,
  astro: astroOptions,
  example = 'quickstart',
  files = {},
  withCli = true,
  post = true
} = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'stage-'))
  const [vault, astro] = await Promise.all([startVault(vaultOptions), startAstroApi(astroOptions)])
  const project = join(folder, 'project')
  await cp(join(root, 'examples', example), project, { recursive: true })
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(project, name)), { recursive: true })
    await writeFile(join(project, name), text)
  }
  git(project, ['init', '--quiet', '--initial-branch=main'])
  commit(project, 'Greet from Vault')
  const bin = await programs(join(folder, 'bin'), withCli)
  const others = pathFolders().filter(place => withCli || !existsSync(join(place, 'astro')))
  const path = [bin, ...others].join(delimiter)

  const inputs = {
    'vault-url': vault.url,
    'vault-token': vault.rootToken,
    'astro-api-token': astro.token(),
    'astro-domain': 'localhost',
    'astro-api-url': astro.url,
    'deployment-id': astro.deployments[0]?.id ?? ''
  }
  return {
    folder,
    vault,
    astro,
    project,
    inputs,
    path,
    bin,
    /** Every call of astro and docker so far: process id, and the program with its arguments. */
    async calls() {
      const lines = (await readFile(join(bin, 'calls'), 'utf8').catch(() => '')).split('\n').filter(line => /^\d+ /.test(line))
      return lines.map(line => ({ pid: Number.parseInt(line, 10), call: line.replace(/^\d+ /, '') }))
    },
    /** Changes the manifest and commits it. */
    async editManifest(/** @type {(text: string) => string} */ change) {
      const file = join(project, 'airflow-secrets.yaml')
      await writeFile(file, change(await readFile(file, 'utf8')))
      commit(project, 'Change the manifest')
    },
    /** Commits everything in the project. */
    commit: (/** @type {string} */ message) => commit(project, message),
    /** One step of a workflow, on the Node of GitHub's runners, with the example's secrets in its environment; what is left of it goes with the stage. */
    run: async (/** @type {Partial<import('./runner.mjs').ActionRun>} */ run = {}) =>
      runAction({
        bundle: BUNDLE,
        node: await node24Binary(),
        workspace: project,
        folder,
        post,
        ...run,
        inputs: { ...inputs, ...run.inputs },
        env: { ...QUICKSTART_SECRETS, PATH: path, DOCKER_HOST: 'unix:///nowhere.sock', ...run.env }
      }),
    async stop() {
      await Promise.all([vault.stop(), astro.stop()])
      await rm(folder, { recursive: true, force: true })
    }
  }
}

/**
 * A folder to be first on PATH. Its `astro` and `docker` write down their process id and arguments and become the real CLI
 * and the stub.
 */
async function programs(/** @type {string} */ bin, /** @type {boolean} */ withCli) {
  await mkdir(bin)
  const docker = join(root, 'tools', 'servers', 'astro-api', 'docker')
  const real = withCli ? { astro: await astroBinary(), docker } : { docker }
  for (const [name, path] of Object.entries(real)) {
    const record = `printf '%s %s\\n' "$$" "${name} $*" >> '${bin}/calls'`
    await writeFile(join(bin, name), `#!/bin/sh\n${record}\nexec '${path}' "$@"\n`, { mode: 0o755 })
  }
  return bin
}

function commit(/** @type {string} */ project, /** @type {string} */ message) {
  git(project, ['add', '--all', '--force'])
  git(project, [
    '-c',
    'user.name=Example',
    '-c',
    'user.email=example@example.com',
    'commit',
    '--quiet',
    '--allow-empty',
    '--message',
    message
  ])
}

function git(/** @type {string} */ project, /** @type {string[]} */ args) {
  execFileSync('git', ['-C', project, ...args], { stdio: ['ignore', 'ignore', 'inherit'] })
}
