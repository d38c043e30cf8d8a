import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, afterEach, beforeAll, expect, it } from '@jest/globals'
import { MANIFEST, Ward } from './ward.ts'

/** A tick is for what was seen: what the doctor could not see, it says so of, on real servers. */

let ward: Ward
beforeAll(async () => {
  ward = await Ward.open()
})
afterEach(() => ward.tidy())
afterAll(() => ward?.stage.stop())

/** What is said under these names. */
async function said(names: readonly string[], typing: Parameters<Ward['examine']>[0] = {}) {
  const { exitCode, lines } = await ward.examine(typing)
  return { exitCode, said: lines.flatMap(one => (names.includes(one.name) ? [[one.name, one.state, one.message]] : [])) }
}

it('a value that is not known here is not looked at, nor is its secret compared', async () => {
  expect(await said(['values', 'secrets'], { env: { WAREHOUSE_PASSWORD: '' } })).toEqual({
    exitCode: 0,
    said: [
      ['values', 'not looked at', '1 of 3 values is not known here'],
      ['secrets', 'ok', '2 of 3 secrets compared with the manifest: the same'],
      ['secrets', 'not looked at', '1 of 3 secrets not compared: the values are not known here']
    ]
  })
})

it('a secret that differs hides none that was not compared', async () => {
  await ward.ask('airflow/data/variables/greeting', { data: { value: 'Good-bye' } })
  const none = { env: { WAREHOUSE_PASSWORD: '', API_TOKEN: '' } }
  expect((await said(['secrets'], none)).said).toEqual([
    ['secrets', 'warning', expect.stringMatching(/variables\/greeting: somebody else changed it/)],
    ['secrets', 'not looked at', '2 of 3 secrets not compared: the values are not known here']
  ])
  await ward.must('sync')
})

it.each([
  ['policy', 'sys/policies/acl/astro_policy', 'is managed by others and cannot be read with this token'],
  ['role', 'auth/approle/role/astro_role', 'is managed by others and cannot be read with this token'],
  ['logins', 'auth/approle/role/astro_role/secret-id-accessor/lookup', 'Deployment prod was not looked at']
])('what the token may not read gets no tick: %s', async (name, path, message) => {
  ward.later(() => ward.write('airflow-secrets.yaml', MANIFEST))
  ward.edit('airflow-secrets.yaml', text => `${text}manage: [mount, auth-method]\n`)
  const all = '["create", "read", "update", "delete", "list", "sudo"]'
  const policy = `path "*" { capabilities = ${all} }\npath "${path}" { capabilities = ["deny"] }`
  await ward.ask('sys/policies/acl/blind', { policy })
  const made = await ward.ask('auth/token/create', { policies: ['blind'], no_default_policy: true })
  const options = { 'vault-token': made?.['auth'].client_token, 'deployment-id': undefined }
  expect((await said([name], { options })).said).toEqual([[name, 'not looked at', expect.stringContaining(message)]])
})

it('a workstation and a Deployment of another manifest are not counted as Deployments of this one', async () => {
  const stored = await ward.ask(`airflow/data/_astro-vault-action/consumers/${ward.deployment.id}`)
  const record = JSON.parse(stored?.['data'].data.value)
  const lock = { run: '77', attempt: 1, holder: 'somebody', expires: new Date(Date.now() - 60_000).toISOString(), targets: [] }
  for (const [id, name, manifest, extra] of [
    ['local-0123456789abcdef', 'local (ada@desk)', 'ward-local', { lock }],
    ['clother', 'other', 'other', {}]
  ] as const) {
    const path = `_astro-vault-action/consumers/${id}`
    const value = JSON.stringify({ ...record, manifest, consumer: { ...record.consumer, id, name }, ...extra })
    await ward.ask(`airflow/data/${path}`, { data: { value } })
    ward.later(() => ward.remove(`airflow/metadata/${path}`))
  }
  const { bad } = await ward.examine()
  expect(bad).toEqual([
    expect.objectContaining({
      name: 'records',
      message: 'run 77 (attempt 1) has ended without releasing its lock on workstation local (ada@desk)',
      hint: 'Run `local up` there: it finds out how far that run got, and brings it to an end.'
    })
  ])
  await ward.remove('airflow/metadata/_astro-vault-action/consumers/local-0123456789abcdef')
  expect((await said(['records'])).said).toEqual([['records', 'ok', '1 Deployment recorded, nothing locked']])
})

it("what the end of its time has cut short is nobody's error but that of the doctor, and only once", async () => {
  const silent = createServer(() => {}).listen(0, '127.0.0.1')
  await once(silent, 'listening')
  ward.later(() => {
    silent.closeAllConnections()
    silent.close()
  })
  const url = `http://127.0.0.1:${(silent.address() as AddressInfo).port}`
  const { exitCode, bad, lines } = await ward.examine({ options: { 'vault-url': url, 'run-timeout': '2s' } })
  expect({ exitCode, bad }).toEqual({
    exitCode: 1,
    bad: [
      expect.objectContaining({
        section: 'The rest',
        name: 'doctor',
        message: 'the run took longer than its limit of 2 s (run-timeout)'
      })
    ]
  })
  expect(lines[0]).toMatchObject({ section: 'Project', name: 'manifest', state: 'ok' })
})
