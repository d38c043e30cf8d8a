import { execFileSync } from 'node:child_process'
import { rmSync, symlinkSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import type { Inputs } from '../../src/inputs/inputs.ts'
import type { RunPorts } from '../../src/run/ports.ts'
import { refuseStranger } from '../../src/run/stranger.ts'
import { aFolder } from '../fakes/folder.ts'

const FILES = {
  'vault/airflow-secrets.yaml': 'version: 1\nname: analytics\n',
  'vault/values.json': '{}',
  'airflow/dags/a.py': '1',
  'dbt/dbt_project.yml': 'name: shop\n',
  '.gitignore': '*.log\n'
}

/** A checkout whose last commit is the trusted one, and a second with other content that is another commit. */
function aCheckout() {
  const { dir, write } = aFolder(FILES)
  const git = (...args: string[]) =>
    execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b', '-c', 'protocol.file.allow=always', ...args], {
      cwd: dir,
      stdio: 'pipe',
      encoding: 'utf8'
    }).trim()
  git('init', '--quiet')
  git('add', '--all')
  git('commit', '--quiet', '--message', 'Ours')
  return { dir, write, git, trusted: git('rev-parse', 'HEAD') }
}

type Checkout = ReturnType<typeof aCheckout>

const run = ({ dir, trusted }: Checkout, inputs: object = {}) =>
  refuseStranger(
    {
      manifest: join(dir, 'vault/airflow-secrets.yaml'),
      compareWith: '',
      projectDir: join(dir, 'airflow'),
      dbt: { dir: join(dir, 'dbt'), mountPath: '' },
      vault: {},
      force: true,
      ...inputs
    } as unknown as Inputs,
    {
      trusted,
      environment: { PATH: process.env['PATH'], HOME: dir, GIT_CEILING_DIRECTORIES: dirname(dir) },
      signal: new AbortController().signal
    } as unknown as RunPorts
  )

/** A folder of its own, with another commit, where the stranger's project may be. */
function elsewhere(): string {
  const other = aCheckout()
  other.git('commit', '--quiet', '--allow-empty', '--message', 'Theirs')
  return other.dir
}

describe("a run with this repository's secrets for a stranger's commit", () => {
  it('does what the trusted commit says', async () => {
    await expect(run(aCheckout())).resolves.toBeUndefined()
  })

  it.each<[string, (checkout: Checkout) => unknown]>([
    ['a changed DAG', ({ write }) => write('airflow/dags/a.py', '2')],
    [
      'a staged DAG',
      ({ write, git }) => {
        write('airflow/dags/a.py', '2')
        git('add', '--all')
      }
    ],
    ['a changed file of a source', ({ write }) => write('vault/values.json', '{"a":1}')],
    ['another file for dbt', ({ write }) => write('dbt/models/a.sql', 'select 1')],
    ['a file that git ignores', ({ write }) => write('vault/evil.log', 'a')],
    ['a file beside the folders, where a source may point', ({ write }) => write('shared.json', '{}')],
    ['a file that is gone', ({ dir }) => rmSync(join(dir, 'airflow/dags/a.py'))],
    ['another commit', ({ git }) => void git('commit', '--quiet', '--allow-empty', '--message', 'Theirs')],
    ['a project from elsewhere', () => ({ projectDir: join(elsewhere(), 'airflow') })],
    ['a dbt project from elsewhere', () => ({ dbt: { dir: join(elsewhere(), 'dbt'), mountPath: '' } })],
    ['a manifest from elsewhere to compare with', () => ({ compareWith: join(elsewhere(), 'vault/airflow-secrets.yaml') })],
    ['a manifest from elsewhere', () => ({ manifest: join(elsewhere(), 'vault/airflow-secrets.yaml') })],
    [
      'a manifest that is a link to elsewhere',
      checkout => {
        symlinkSync(join(elsewhere(), 'vault/airflow-secrets.yaml'), join(checkout.dir, 'vault/linked.yaml'))
        checkout.git('add', '--all')
        checkout.git('commit', '--quiet', '--message', 'Link')
        Object.assign(checkout, { trusted: checkout.git('rev-parse', 'HEAD') })
        return { manifest: join(checkout.dir, 'vault/linked.yaml') }
      }
    ],
    [
      'a submodule with changes',
      checkout => {
        checkout.git('submodule', '--quiet', 'add', aCheckout().dir, 'airflow/plugins')
        checkout.git('config', '--file', '.gitmodules', 'submodule.airflow/plugins.ignore', 'all')
        checkout.git('add', '--all')
        checkout.git('commit', '--quiet', '--message', 'Plugins')
        Object.assign(checkout, { trusted: checkout.git('rev-parse', 'HEAD') })
        checkout.write('airflow/plugins/evil.py', '1')
      }
    ],
    ['no repository', ({ dir }) => rmSync(join(dir, '.git'), { recursive: true })]
  ])('refuses %s, also with force', async (_, change) => {
    const checkout = aCheckout()
    const changed = change(checkout)
    await expect(run(checkout, typeof changed === 'object' && changed !== null ? changed : {})).rejects.toThrow(
      /is not as in commit \w+ of this repository and nothing else/
    )
  })

  it('may look at anything without credentials', async () => {
    const checkout = aCheckout()
    checkout.write('airflow/dags/a.py', '2')
    await expect(run(checkout, { vault: undefined })).resolves.toBeUndefined()
  })
})
