import { once } from 'node:events'
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net'
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals'
import { openStage } from '../../tools/stage.mjs'
import { attempt, refused, type Stage } from './attempt.ts'

/** Vault says no, says nothing, or is not what it should be. */

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
})
afterAll(() => stage.stop())

/** Both are asked first, at once. */
const FIRST = '(sys/auth/approle|sys/internal/ui/mounts/airflow)'

const matching = (pattern: string) => expect.stringMatching(new RegExp(`^${pattern}$`))

describe('who asks', () => {
  it('a token that Vault does not know', async () => {
    expect(await attempt(stage, { inputs: { 'vault-token': 'hvs.wrong' } })).toMatchObject(
      refused(
        'Vault answered 403 to GET airflow/data/_astro-vault-action/manifests/quickstart/0: permission denied\n' +
          'Either the token of this run is unknown, expired, revoked or of another namespace, or it lacks create, read and update below airflow/data/_astro-vault-action, where this action keeps its records.'
      )
    )
  })

  it('an AppRole that Vault does not know', async () => {
    const inputs = { 'vault-auth-method': 'approle', 'vault-role-id': 'ci', 'vault-secret-id': 'wrong-secret-id' }
    expect(await attempt(stage, { inputs })).toMatchObject(
      refused(
        'AppRole login at approle failed: Vault answered 403 to POST auth/approle/login: permission denied\n' +
          'Is AppRole enabled at auth/approle, and in this namespace?'
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
        `Vault answered 503 to GET ${FIRST}: Vault is sealed \\(tried \\d+ times in \\d+ s\\)\nThe server is sealed: nothing can be read or written until an operator unseals it\\.`
      )
      expect(await attempt(stage)).toMatchObject(refused(sentence))
    } finally {
      await stage.vault.unseal()
    }
  })

  it('a server that is away', async () => {
    const inputs = { 'vault-url': 'http://127.0.0.1:1', 'run-timeout': '2s' }
    const sentence = matching(
      `Vault at http://127.0.0.1:1 did not answer GET ${FIRST}: connect ECONNREFUSED 127.0.0.1:1; it was not tried again: the run took longer than its limit of 2 s \\(run-timeout\\)\n` +
        'Nothing listens there: check vault-url and that the server runs and can be reached from this runner\\.'
    )
    expect(await attempt(stage, { inputs })).toMatchObject(refused(sentence))
  })

  it('a server that accepts and never answers', async () => {
    const url = `http://127.0.0.1:${(silent.address() as AddressInfo).port}`
    const sentence = matching(
      `the run took longer than its limit of 2 s \\(run-timeout\\), while it waited for Vault at ${url} to answer GET ${FIRST}`
    )
    expect(await attempt(stage, { inputs: { 'vault-url': url, 'run-timeout': '2s' } })).toMatchObject(refused(sentence))
  })

  it('a server that is not Vault', async () => {
    const sentence = matching(`Vault answered 401 to GET ${FIRST}: no further word`)
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
      'airflow/ is KV version 1, which keeps no versions; upgrade it with `vault kv enable-versioning airflow/`, or name another vault.mount'
    ],
    [
      'another secrets engine',
      'sys/mounts/airflow',
      { type: 'transit' },
      'airflow/ is a mount of type transit, not kv; name another vault.mount'
    ],
    [
      'another auth method',
      'sys/auth/approle',
      { type: 'userpass' },
      'auth/approle is of type userpass, not approle; name another path as approle.mount'
    ]
  ])('%s', async (_, path, body, sentence) => {
    await asRoot('POST', path, body)
    expect(await attempt(stage)).toMatchObject(refused(sentence))
  })
})
