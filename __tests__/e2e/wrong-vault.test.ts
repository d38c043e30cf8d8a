import { once } from 'node:events'
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net'
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals'
import { openStage } from '../../tools/runner/stage.mjs'
import { attempt, refused, type Stage } from './attempt.ts'
import { ask, remove } from './vault-over-http.ts'
import { leastPolicy } from './workflow-run.ts'

/** Vault says no, says nothing, or is not what it should be. */

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
})
afterAll(() => stage.stop())

/** What the token may do is asked first. */
const FIRST = 'POST sys/capabilities-self'

const matching = (pattern: string) => expect.stringMatching(new RegExp(`^${pattern}$`))

describe('who asks', () => {
  it('a token that Vault does not know', async () => {
    expect(await attempt(stage, { inputs: { 'vault-token': 'hvs.wrong' } })).toMatchObject(
      refused(
        'Vault does not accept the token of this run\n' +
          'It is mistyped, expired, revoked or used up, is bound to other addresses, or belongs to another namespace or server.'
      )
    )
  })

  it('a token that may do nothing: all that it needs is said at once', async () => {
    const made = await ask(stage.vault, 'auth/token/create', { policies: ['default'] })
    const policy = (await leastPolicy(stage)).split('\n')
    const { errors, ...rest } = await attempt(stage, { inputs: { 'vault-token': made?.['auth'].client_token } })
    expect(rest).toMatchObject({ exitCode: 1, inVault: [], inAstro: [] })
    expect(errors).toEqual([expect.stringContaining('the token of this run lacks permissions that mode deploy needs')])
    expect(errors[0]?.split('\n')).toEqual(expect.arrayContaining(policy.filter(line => line.startsWith('path '))))
  })

  it('a token whose policy was deleted: the policy is told as gone, and printed', async () => {
    const policy = (await leastPolicy(stage)).split('\n')
    await ask(stage.vault, 'sys/policies/acl/astro-pipeline', { policy: policy.join('\n') })
    const made = await ask(stage.vault, 'auth/token/create', { policies: ['astro-pipeline'] })
    await remove(stage.vault, 'sys/policies/acl/astro-pipeline')
    const { errors, ...rest } = await attempt(stage, { inputs: { 'vault-token': made?.['auth'].client_token } })
    expect(rest).toMatchObject({ exitCode: 1, inVault: [], inAstro: [] })
    const [first, ...lines] = errors[0]?.split('\n') ?? []
    expect(first).toBe(
      "policy astro-pipeline of this run's token no longer exists, or grants nothing that mode deploy needs; nothing was changed. Write it again, with:"
    )
    expect(lines).toEqual(expect.arrayContaining(policy.filter(line => line.startsWith('path '))))
  })

  it('an AppRole that Vault does not know', async () => {
    const inputs = { 'vault-auth-method': 'approle', 'vault-role-id': 'ci', 'vault-secret-id': 'wrong-secret-id' }
    expect(await attempt(stage, { inputs })).toMatchObject(
      refused(
        'login with approle at auth/approle (no namespace) failed: Vault answered 403 to POST auth/approle/login: permission denied\n' +
          'Check that approle is enabled at auth/approle in this namespace (`vault-auth-mount` and `vault-login-namespace`). The role may also be bound to other addresses, or locked for a while.'
      )
    )
  })
})

describe('no good answer', () => {
  let silent: Server
  const sockets: Socket[] = []
  beforeAll(async () => {
    silent = createServer(socket => sockets.push(socket)).listen(0, '127.0.0.1')
    await once(silent, 'listening')
  })
  afterAll(() => {
    silent.close()
    for (const socket of sockets) socket.destroy()
  })

  it('a sealed server', async () => {
    await stage.vault.seal()
    try {
      const sentence = matching(
        `Vault answered 503 to ${FIRST}: Vault is sealed \\(tried \\d+ times in \\d+ s\\)\nThe server is sealed: ask its operators to unseal it\\.`
      )
      expect(await attempt(stage)).toMatchObject(refused(sentence))
    } finally {
      await stage.vault.unseal()
    }
  })

  it('a server that is away', async () => {
    const inputs = { 'vault-url': 'http://127.0.0.1:1', 'run-timeout': '9s' }
    const sentence = matching(
      `Vault at http://127.0.0.1:1 did not answer ${FIRST}: connect ECONNREFUSED 127.0.0.1:1; tried \\d+ times, then the run took longer than its limit of 9 s \\(run-timeout\\)\n` +
        'Nothing listens there: check `vault-url`, and that the server is running and reachable from this runner\\.'
    )
    expect(await attempt(stage, { inputs })).toMatchObject(refused(sentence))
  })

  it('a server that accepts and never answers', async () => {
    const url = `http://127.0.0.1:${(silent.address() as AddressInfo).port}`
    const sentence = matching(
      `the run took longer than its limit of 9 s \\(run-timeout\\) while waiting for Vault at ${url} to answer ${FIRST}`
    )
    expect(await attempt(stage, { inputs: { 'vault-url': url, 'run-timeout': '9s' } })).toMatchObject(refused(sentence))
  })

  it('a server that is not Vault', async () => {
    const sentence = matching(`Vault answered 401 to ${FIRST}: no error text\nIt is probably not Vault that answers: .*`)
    expect(await attempt(stage, { inputs: { 'vault-url': stage.astro.url } })).toMatchObject(refused(sentence))
  })
})

describe('something else at our place', () => {
  const asRoot = async (method: string, path: string, body?: object) => {
    const headers = { 'X-Vault-Token': stage.vault.rootToken }
    const answer = await fetch(`${stage.vault.url}/v1/${path}`, { method, headers, ...(body && { body: JSON.stringify(body) }) })
    expect(answer.status).toBe(204)
  }
  afterEach(async () => {
    for (const path of ['sys/mounts/airflow', 'sys/auth/approle']) await asRoot('DELETE', path)
  })

  it.each([
    [
      'KV version 1',
      'sys/mounts/airflow',
      { type: 'kv', options: { version: '1' } },
      'mount airflow/ is KV version 1, which keeps no versions\nUpgrade it with `vault kv enable-versioning airflow/`, or set `vault.mount` to another mount.'
    ],
    [
      'another secrets engine',
      'sys/mounts/airflow',
      { type: 'transit' },
      'mount airflow/ is of type transit, not kv\nSet `vault.mount` to another mount.'
    ],
    [
      'another auth method',
      'sys/auth/approle',
      { type: 'userpass' },
      'auth method approle/ is of type userpass, not approle\nSet approle.mount to another path.'
    ]
  ])('%s', async (_, path, body, sentence) => {
    await asRoot('POST', path, body)
    expect(await attempt(stage)).toMatchObject(refused(sentence))
  })
})
