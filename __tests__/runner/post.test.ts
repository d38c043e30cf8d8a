import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { cleanUp as tidy } from '../../src/runner/post.ts'
import { type LocalServer, localServer } from '../fakes/server.ts'

/** The end of a job whose main was killed: what it left in the state of the job, as the runner hands it over. */

let server: LocalServer
beforeEach(async () => {
  server = await localServer()
})
afterEach(async () => {
  for (const name of ['token', 'airflow-token', 'folder', 'untold']) delete process.env[`STATE_${name}`]
  await server.stop()
})

/** Gives the lines that it says. */
async function cleanUp(left: Readonly<Record<string, string>>): Promise<string[]> {
  for (const [name, value] of Object.entries(left)) process.env[`STATE_${name}`] = value
  const inputs: Readonly<Record<string, string>> = {
    'vault-url': server.url,
    'vault-namespace': 'admin/airflow',
    'vault-login-namespace': 'admin'
  }
  const said: string[] = []
  const source = { get: (name: string) => inputs[name] ?? '', names: [], now: new Date(), offersIdToken: false }
  await tidy(source, {}, { info: line => said.push(line), warning: line => said.push(`warning: ${line}`) })
  return said
}
const revoked = () =>
  server.calls.map(({ path, headers }) => [path, headers['x-vault-token'], headers['x-vault-namespace']]).sort()

const OURS = ['auth/token/revoke-self', 'ours', 'admin']
const AIRFLOWS = ['auth/token/revoke-self', 'theirs', 'admin/airflow']

describe('the post step', () => {
  it('revokes each token that is left, in the namespace of its login', async () => {
    await cleanUp({ token: 'ours', 'airflow-token': 'theirs' })
    expect(revoked()).toEqual([OURS, AIRFLOWS])
  })

  it('revokes them also where the folder of the run cannot be removed, and tells why', async () => {
    // What not even root can remove.
    await expect(cleanUp({ token: 'ours', folder: '/proc/version' })).rejects.toThrow('EPERM')
    expect(revoked()).toEqual([OURS])
  })

  it('asks nobody where none is left', async () => {
    expect([await cleanUp({ token: '', 'airflow-token': '' }), server.calls]).toEqual([['Nothing is left to clean up.'], []])
  })

  it.each(['ours', 'theirs'])('revokes the other one too where the server refuses %s, and tells why', async refused => {
    server.handle = ({ headers }) =>
      headers['x-vault-token'] === refused ? { status: 405, body: { errors: ['no'] } } : { status: 204 }
    await expect(cleanUp({ token: 'ours', 'airflow-token': 'theirs' })).rejects.toThrow('405')
    expect(revoked()).toEqual([OURS, AIRFLOWS])
  })
})
