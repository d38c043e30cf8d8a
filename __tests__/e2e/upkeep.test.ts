import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { runAction } from '../../tools/runner/runner.mjs'
import { BUNDLE } from '../../tools/runner/stage.mjs'
import { startVault } from '../../tools/servers/vault-server.mjs'
import { onOpenBao } from '../differences.ts'
import { aFolder } from '../fakes/folder.ts'
import { ask, readSecret } from './vault-over-http.ts'

let vault: Awaited<ReturnType<typeof startVault>>
const folder = aFolder()

beforeAll(async () => {
  vault = await startVault({ fast: true })
})
afterAll(async () => {
  await vault?.stop()
})

interface Sync {
  readonly name: string
  readonly variables: Readonly<Record<string, string>>
  readonly inputs?: Readonly<Record<string, string>>
  readonly runId?: string
}

/** One sync run of a manifest with these variables, on a mount and with a role of its own name. */
async function sync({ name, variables, inputs = {}, runId = '1' }: Sync) {
  const manifest = { version: 1, name, vault: { mount: name }, approle: { name, policy: name }, variables }
  folder.write('airflow-secrets.yaml', JSON.stringify(manifest))
  const before = (await vault.audit()).length
  const run = await runAction({
    bundle: BUNDLE,
    workspace: folder.dir,
    inputs: { mode: 'sync', 'vault-url': vault.url, 'vault-token': vault.rootToken, ...inputs },
    env: { GITHUB_RUN_ID: runId },
    post: false
  })
  await run.remove()
  return { ...run, requests: (await vault.audit()).length - before }
}

const abc = (difference: object = {}) => ({ a: 'A', b: 'B', c: 'C', ...difference })

describe('check: ledger', () => {
  it('of 10,000 unchanged secrets asks at most twenty times', async () => {
    const variables = Object.fromEntries(Array.from({ length: 10_000 }, (_, index) => [`key_${index}`, `value ${index}`]))
    expect((await sync({ name: 'large', variables })).outputs).toMatchObject({ 'secrets-written': '10000' })
    const again = await sync({ name: 'large', variables, inputs: { check: 'ledger' } })
    expect([again.exitCode, again.outputs['changed']]).toEqual([0, 'false'])
    expect(again.requests).toBeLessThanOrEqual(20)
    for (const shard of [0, 1]) {
      const stored = await readSecret(vault, 'large', `_astro-vault-action/manifests/large/${shard}`)
      expect(JSON.stringify(stored).length).toBeLessThan(512 * 1024)
    }
    const changed = await sync({ name: 'large', variables: { ...variables, key_7: 'new' }, inputs: { check: 'ledger' } })
    expect([changed.exitCode, changed.outputs['secrets-written']]).toEqual([0, '1'])
  }, 240_000)
})

describe.each(['full', 'ledger'])('check: %s', check => {
  const seeing = check === 'ledger' ? onOpenBao('detailed listing') : it

  seeing('finds what was changed and deleted by hand, puts it right, and tells both in the summary', async () => {
    const name = `drift-${check}`
    await sync({ name, variables: abc() })
    await ask(vault, `${name}/data/variables/a`, { data: { value: 'by hand' } })
    await ask(vault, `${name}/delete/variables/b`, { versions: [1] })
    const run = await sync({ name, variables: abc(), inputs: { check } })
    expect(run.outputs['secrets-written']).toBe('2')
    expect(rowsOf(run.summary)).toEqual([
      '`variables/a` | drifted: somebody else changed it (version 2, this action wrote version 1), at TIME; `value` → `A` | done',
      '`variables/b` | drifted: somebody deleted it (it had version 1), at TIME | done'
    ])
    expect(await readSecret(vault, name, 'variables/a')).toEqual({ data: { value: 'A' }, version: 3 })
    expect(await readSecret(vault, name, 'variables/b')).toEqual({ data: { value: 'B' }, version: 2 })
  })

  seeing('tells the same in plan mode, and changes nothing', async () => {
    const name = `plan-${check}`
    await sync({ name, variables: abc() })
    await ask(vault, `${name}/data/variables/a`, { data: { value: 'by hand' } })
    const run = await sync({ name, variables: abc(), inputs: { check, mode: 'plan' } })
    expect(rowsOf(run.summary)).toEqual([
      '`variables/a` | drifted: somebody else changed it (version 2, this action wrote version 1), at TIME; `value` → `A`'
    ])
    expect(await readSecret(vault, name, 'variables/a')).toMatchObject({ version: 2 })
  })

  it('where versions may not be listed, as on HashiCorp Vault, sees changes by hand or says that it does not', async () => {
    const name = `blind-${check}`
    const all = 'capabilities = ["create", "read", "update", "delete", "list", "sudo"]'
    await ask(vault, `sys/policies/acl/${name}-run`, {
      policy: `path "*" { ${all} }\npath "${name}/detailed-metadata/*" { capabilities = ["deny"] }`
    })
    const token = (await ask(vault, 'auth/token/create', { policies: [`${name}-run`] }))?.['auth'].client_token
    await sync({ name, variables: abc() })
    await ask(vault, `${name}/data/variables/a`, { data: { value: 'by hand' } })
    const inputs = { check, 'vault-token': token }
    const run = await sync({ name, variables: abc(), inputs })
    expect(run.exitCode).toBe(0)
    const blind = check === 'ledger'
    expect(run.summary.includes('changes made by hand go unseen (`check: full` finds them)')).toBe(blind)
    expect(run.outputs['secrets-written']).toBe(blind ? '0' : '1')
    // A change of the manifest is seen either way.
    expect((await sync({ name, variables: abc({ b: 'new' }), inputs })).outputs['secrets-written']).toBe('1')
  })
})

/** The lines about secrets in a summary, without what pads them. */
const rowsOf = (summary: string) =>
  summary
    .split('\n')
    .map(line =>
      line
        .replace(/^\| | \|$/g, '')
        .replace(/ +\| +/g, ' | ')
        .replace(/\d{4}-\d\d-\d\d \d\d:\d\d UTC/, 'TIME')
        // Vault 1.21 names the test itself.
        .replace(': token changed', ': somebody else changed')
        .replace(': token deleted', ': somebody deleted')
        .trim()
    )
    .filter(line => / \| (drifted|added|changed|removed): /.test(line))

describe('prune and undo', () => {
  it('delete what the manifest dropped, and bring everything back as it was before that run', async () => {
    await sync({ name: 'prune', variables: abc(), runId: '10' })
    const pruned = await sync({ name: 'prune', variables: { a: 'new', d: 'D' }, inputs: { prune: 'apply' }, runId: '11' })
    expect([pruned.exitCode, pruned.log]).toEqual([0, expect.stringContaining('delete variables/b')])
    expect(await readSecret(vault, 'prune', 'variables/b')).toBeUndefined()

    const undone = await sync({ name: 'prune', variables: { a: 'new', d: 'D' }, inputs: { undo: '11' }, runId: '12' })
    expect([undone.exitCode, undone.outputs['changed']]).toEqual([0, 'true'])
    expect(await readSecret(vault, 'prune', 'variables/a')).toEqual({ data: { value: 'A' }, version: 3 })
    expect(await readSecret(vault, 'prune', 'variables/b')).toEqual({ data: { value: 'B' }, version: 1 })
    expect(await readSecret(vault, 'prune', 'variables/c')).toEqual({ data: { value: 'C' }, version: 1 })
    expect(await readSecret(vault, 'prune', 'variables/d')).toBeUndefined()
    expect((await sync({ name: 'prune', variables: {}, inputs: { undo: '11' } })).outputs['changed']).toBe('false')
  })

  it('end red before the first change where too much would go', async () => {
    const twenty = Object.fromEntries(Array.from({ length: 20 }, (_, index) => [`v${index}`, 'x']))
    await sync({ name: 'limit', variables: twenty })
    const run = await sync({ name: 'limit', variables: { v0: 'x' }, inputs: { prune: 'apply' } })
    expect([run.exitCode, run.log]).toEqual([1, expect.stringContaining('prune would delete 19 of 20 secrets, more than the 4')])
    expect(await readSecret(vault, 'limit', 'variables/v19')).toMatchObject({ version: 1 })
  })
})
