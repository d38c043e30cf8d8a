import { describe, expect, it } from '@jest/globals'
import { Secret } from '../../src/base/secret.ts'
import { REFUSED, VaultServer } from '../fakes/vault-server.ts'

const local = new VaultServer()

const folder = (count: number) => Array.from({ length: count }, (_, index) => `airflow/data/variables/v${index}`)
const VARIABLES = { exact_paths: {}, glob_paths: { 'admin/airflow/data/variables/': { capabilities: ['read'] } } }

/** Asks a server that gives these rules and says this of each path; what it was asked for comes back too. */
async function ask(paths: string[], rules: { status: number; body: unknown }, answer = (_: string) => ['read']) {
  local.server.handle = ({ path, body }) => {
    if (path.endsWith('login')) return { status: 200, body: { auth: { client_token: 'runtime' } } }
    if (path.endsWith('resultant-acl')) return rules
    const asked = (body as { paths: string[] }).paths
    return { status: 200, body: { data: Object.fromEntries(asked.map(one => [one, answer(one)])) } }
  }
  const runtime = await local.vault.runtime('approle', 'r', new Secret('s'))
  const found = await runtime.capabilities(paths)
  const asked = local.calls.flatMap(({ body }) => (body as { paths?: string[] } | undefined)?.paths ?? [])
  return { found, asked }
}

describe('the capabilities of the runtime identity', () => {
  it('are asked for the first and the last of the paths that the server judges alike', async () => {
    const paths = folder(900)
    const { found, asked } = await ask(paths, { status: 200, body: { data: VARIABLES } })
    expect(asked).toEqual(['airflow/data/variables/v0', 'airflow/data/variables/v899'])
    expect([...found]).toEqual(paths.map(path => [path, ['read']]))
    expect(local.calls.slice(1).map(({ headers }) => headers['x-vault-token'])).toEqual(['runtime', 'runtime'])
  })

  it('are asked for each path where those two differ', async () => {
    const paths = folder(100)
    const { found, asked } = await ask(paths, { status: 200, body: { data: VARIABLES } }, path =>
      path.endsWith('9') ? ['deny'] : ['read']
    )
    expect(asked.slice(2)).toEqual(paths)
    expect(found.get('airflow/data/variables/v19')).toEqual(['deny'])
    expect(found.get('airflow/data/variables/v20')).toEqual(['read'])
  })

  it.each([
    ['may not see its rules', { status: 403, body: REFUSED }],
    ['is told something else', { status: 200, body: { data: { root: true } } }]
  ])('are asked for each path, 400 at a time, where it %s', async (_, rules) => {
    const paths = folder(900)
    const { found, asked } = await ask(paths, rules)
    expect(asked).toEqual(paths)
    expect([...found.keys()]).toEqual(paths)
    const sizes = local.calls.slice(2).map(({ body }) => (body as { paths: string[] }).paths.length)
    expect(sizes).toEqual([400, 400, 100])
  })

  it('are asked for at once where there are few', async () => {
    await ask(folder(19), { status: 200, body: { data: VARIABLES } })
    expect(local.asked).toEqual(['POST auth/approle/login', 'POST sys/capabilities-self'])
  })
})
