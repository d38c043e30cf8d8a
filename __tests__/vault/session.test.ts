import { describe, expect, it } from '@jest/globals'
import { UserError } from '../../src/base/errors.ts'
import { Secret } from '../../src/base/secret.ts'
import { Session } from '../../src/vault/session.ts'

const secret = (text: string) => new Secret(text)

/** A session whose tokens are token-1, token-2 …; `dead` are those that Vault does not know any more. */
function aSession({ dead = new Set<string>(), renewable = true } = {}) {
  let logins = 1
  const session = new Session({
    token: secret('token-1'),
    isAlive: async token => !dead.has(token.reveal()),
    ...(renewable ? { enter: async () => secret(`token-${++logins}`) } : {})
  })
  session.served()
  return { session, dead, logins: () => logins }
}

const replacement = async (session: Session, used: Secret) => (await session.replacement(used))?.reveal()

describe('a session', () => {
  it('keeps a token that Vault still knows: then it was a policy that refused', async () => {
    const { session, logins } = aSession()
    expect(await replacement(session, session.token)).toBeUndefined()
    expect(logins()).toBe(1)
  })

  it('logs in again when its token has died', async () => {
    const { session } = aSession({ dead: new Set(['token-1']) })
    expect(await replacement(session, session.token)).toBe('token-2')
    expect(session.token.reveal()).toBe('token-2')
  })

  it('logs in once for all requests that met the dead token, however late they come', async () => {
    const { session, logins } = aSession({ dead: new Set(['token-1']) })
    const used = session.token
    const got = await Promise.all(Array.from({ length: 16 }, () => replacement(session, used)))
    expect(new Set([...got, await replacement(session, used)])).toEqual(new Set(['token-2']))
    expect(logins()).toBe(2)
  })

  it('does not log in again for a token that never worked', async () => {
    const { session, dead, logins } = aSession({ dead: new Set(['token-1']) })
    await session.replacement(session.token)
    dead.add('token-2')
    expect(await replacement(session, session.token)).toBeUndefined()
    expect(logins()).toBe(2)
  })

  it('logs in again and again as long as there is progress', async () => {
    const { session, dead } = aSession({ dead: new Set(['token-1']) })
    await session.replacement(session.token)
    session.served()
    dead.add('token-2')
    expect(await replacement(session, session.token)).toBe('token-3')
  })

  it('does so only once where tokens may not look themselves up', async () => {
    const { session, logins } = aSession({ dead: new Set(['token-1', 'token-2', 'token-3']) })
    await session.replacement(session.token)
    session.served()
    expect(await replacement(session, session.token)).toBeUndefined()
    expect(logins()).toBe(2)
  })

  it('cannot replace a token that was given, and says so', async () => {
    const { session } = aSession({ dead: new Set(['token-1']), renewable: false })
    await expect(replacement(session, session.token)).rejects.toThrow(
      'vault-token was revoked, expired or used up during the run'
    )
    expect(session.issued).toEqual([])
  })

  it('leaves a given token that never worked to the error of the request', async () => {
    const session = new Session({ token: secret('wrong'), isAlive: async () => false })
    expect(await replacement(session, session.token)).toBeUndefined()
  })

  it('says that the token had died when logging in again fails', async () => {
    const enter = () => Promise.reject(new UserError('login with jwt failed', { hint: 'a hint' }))
    const session = new Session({ token: secret('token-1'), isAlive: async () => false, enter })
    session.served()
    await expect(replacement(session, session.token)).rejects.toMatchObject({
      message: 'the token of this run expired or was revoked, and login with jwt failed',
      hint: 'a hint'
    })
  })

  it('ends every later request with that reason, and asks for no other login', async () => {
    const { session } = aSession({ dead: new Set(['token-1']), renewable: false })
    const used = session.token
    for (let request = 1; request <= 2; request++)
      await expect(replacement(session, used)).rejects.toThrow('vault-token was revoked')
  })

  it('keeps every token that it was issued, to be revoked', async () => {
    const { session } = aSession({ dead: new Set(['token-1']) })
    await session.replacement(session.token)
    expect(session.issued.map(token => token.reveal())).toEqual(['token-1', 'token-2'])
  })
})
