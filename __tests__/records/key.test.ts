import { createSecretKey } from 'node:crypto'
import { inspect } from 'node:util'
import { beforeEach, describe, expect, it } from '@jest/globals'
import { Secret } from '../../src/base/secret.ts'
import { ensureKey, fingerprint, readKey, secretFingerprint } from '../../src/records/key.ts'
import { FakeVault } from '../fakes/vault.ts'

let vault: FakeVault

beforeEach(() => {
  vault = new FakeVault()
  vault.mounts.set('airflow', { type: 'kv', version: '2' })
})

describe('the key of our fingerprints', () => {
  it('is not made by looking for it', async () => {
    expect(await readKey(vault, 'airflow')).toBeUndefined()
    expect(vault.effects).toEqual([])
  })

  it('is 32 bytes, made once', async () => {
    const key = await ensureKey(vault, 'airflow')
    expect(key.export()).toHaveLength(32)
    expect((await ensureKey(vault, 'airflow')).equals(key)).toBe(true)
    expect((await readKey(vault, 'airflow'))?.equals(key)).toBe(true)
    expect(vault.effects).toEqual(['write airflow/_astro-vault-action/key'])
  })

  it('shows nothing of itself where text is made of it', async () => {
    const key = await ensureKey(vault, 'airflow')
    const text = `${key} ${JSON.stringify({ key })} ${inspect({ key })}`
    for (const form of ['base64', 'hex', 'latin1'] as const) expect(text).not.toContain(key.export().toString(form))
  })

  it('is the same one for two runs that make it at once', async () => {
    const [one, other] = await Promise.all([ensureKey(vault, 'airflow'), ensureKey(vault, 'airflow')])
    expect(one.equals(other)).toBe(true)
    expect((await readKey(vault, 'airflow'))?.equals(one)).toBe(true)
  })

  it.each(['{"schema":1}', '{"schema":1,"key":""}', '{"schema":1,"key":"AAAA"}', '{"schema":1,"key":5}', '{"schema":1,"ke'])(
    'is refused where it is not what was made: %s',
    async text => {
      await ensureKey(vault, 'airflow')
      vault.secrets.get('airflow/_astro-vault-action/key')?.push({ value: text })
      for (const look of [readKey(vault, 'airflow'), ensureKey(vault, 'airflow')])
        await expect(look).rejects.toThrow(/^airflow\/_astro-vault-action\/key is damaged: /)
    }
  )

  it('is not made where it cannot be read', async () => {
    vault.forbids = call => call.startsWith('read')
    await expect(ensureKey(vault, 'airflow')).rejects.toThrow('403')
    expect(vault.effects).toEqual([])
  })
})

describe('a fingerprint', () => {
  const key = createSecretKey(Buffer.alloc(32, 1))

  it('is the same for the same text, and another for another text or key', () => {
    const other = createSecretKey(Buffer.alloc(32, 2))
    expect(fingerprint(key, 'text')).toBe(fingerprint(key, 'text'))
    expect(fingerprint(key, 'text')).not.toBe(fingerprint(key, 'texts'))
    expect(fingerprint(key, 'text')).not.toBe(fingerprint(other, 'text'))
  })

  it('is HMAC-SHA-256, without padding', () => {
    expect(fingerprint(key, 'text')).toMatch(/^[A-Za-z0-9_-]{43}$/)
  })

  it('of a secret is another one at another place or with another content, whatever the order of its keys', () => {
    const of = (mount: string, path: string, data: object) => secretFingerprint(key, mount, path, new Secret({ ...data }))
    const one = of('airflow', 'variables/a', { value: 'x', note: 'y' })
    expect(of('airflow', 'variables/a', { note: 'y', value: 'x' })).toBe(one)
    expect(
      new Set([
        one,
        of('other', 'variables/a', { value: 'x', note: 'y' }),
        of('airflow', 'variables/b', { value: 'x', note: 'y' }),
        of('airflow', 'variables/a', { value: 'y', note: 'x' }),
        of('airflow', 'variables/a', { value: 'x' })
      ]).size
    ).toBe(5)
  })
})
