import { afterAll, beforeAll, expect, it } from '@jest/globals'
import { openStage } from '../../tools/runner/stage.mjs'
import { startFaultProxy } from '../../tools/servers/fault-proxy.mjs'
import type { Stage } from './attempt.ts'
import { ask } from './vault-over-http.ts'

/**
 * The summary names who changed a secret by hand, as HashiCorp Vault 1.21 and newer tells. On a server that does not, a proxy adds to
 * its answers what Vault 1.21.4 was seen to say.
 */

const EVE = { actor: 'userpass-eve', operation: 'update', entity_id: '6dcaf86c-eeb5-8e1b-1f79-b6442a6663b5' }

let stage: Stage
let proxy: Awaited<ReturnType<typeof startFaultProxy>>
beforeAll(async () => {
  stage = await openStage()
  proxy = await startFaultProxy(stage.vault.url)
})
afterAll(async () => {
  await Promise.all([proxy?.stop(), stage?.stop()])
})

/** As somebody who has logged in to Vault by name. */
async function byHand(change: (as: { url: string; rootToken: string }) => Promise<unknown>): Promise<void> {
  const all = 'path "airflow/*" { capabilities = ["create", "read", "update", "delete"] }'
  await ask(stage.vault, 'sys/policies/acl/people', { policy: all })
  await ask(stage.vault, 'auth/userpass/users/eve', { password: 'x', token_policies: ['people'] })
  const login = await ask(stage.vault, 'auth/userpass/login/eve', { password: 'x' })
  await change({ ...stage.vault, rootToken: login?.['auth'].client_token })
}

/** What the server says of a secret, with who made its versions. */
async function told(path: string, versions: Readonly<Record<number, object>>) {
  const answer = await ask(stage.vault, `airflow/metadata/${path}`)
  const tells = answer?.['data'].versions[1].created_by !== undefined
  for (const [version, who] of Object.entries(versions)) Object.assign(answer?.['data'].versions[version], who)
  return tells ? undefined : JSON.stringify(answer)
}

/** The rows of a plan about drift. */
async function rows(answers: Readonly<Record<string, string | undefined>> = {}): Promise<string[]> {
  proxy.schedule = ({ path }) => {
    const body = answers[path]
    const headers = { 'content-type': 'application/json' }
    return body === undefined ? undefined : { when: 'after', action: { status: 200, headers, body } }
  }
  const run = await stage.run({ inputs: { mode: 'plan', 'vault-url': proxy.url } })
  await run.remove()
  expect(run.exitCode).toBe(0)
  const lines = run.summary.split('\n').filter(line => line.includes('drifted: '))
  return lines.map(line => line.replace(/\d{4}-\d\d-\d\d \d\d:\d\d UTC/, 'TIME'))
}

it('names who changed and who deleted a secret by hand', async () => {
  await stage.run({ inputs: { mode: 'sync' } }).then(run => run.remove())
  await ask(stage.vault, 'sys/auth/userpass', { type: 'userpass' })
  await byHand(async as => {
    await ask(as, 'airflow/data/variables/greeting', { data: { value: 'by hand' } })
    await ask(as, 'airflow/delete/variables/api_token', { versions: [1] })
  })
  const made = { created_by: EVE, deleted_by: null }
  const answers = {
    'airflow/metadata/variables/greeting': await told('variables/greeting', { 1: { created_by: null }, 2: made }),
    'airflow/metadata/variables/api_token': await told('variables/api_token', { 1: { created_by: null, deleted_by: EVE } })
  }
  expect(await rows(answers)).toEqual([
    '| `variables/greeting` | drifted: userpass-eve changed it (version 2, this action wrote version 1), at TIME; `value` → `Hello from Vault` |',
    '| `variables/api_token` | drifted: userpass-eve deleted it (it had version 1), at TIME |'
  ])
})

it('shows a name as text, whatever it is', async () => {
  const who = { created_by: { ...EVE, actor: '<img src=x> [a](https://evil.example) @octocat `x` |\n# y' } }
  const body = { data: { versions: { 2: who } } }
  const [row] = await rows({ 'airflow/metadata/variables/greeting': JSON.stringify(body) })
  expect(row).toContain(
    'drifted: &lt;img src=x> \\[a\\](https\\://evil.example) @\u2060octocat `x` \\|\\\\n# y changed it (version 2, this action wrote version 1)'
  )
})

it('says nothing of it where the server does not tell, or not this token', async () => {
  const [row] = await rows({ 'airflow/metadata/variables/greeting': JSON.stringify({ data: { versions: { 2: {} } } }) })
  expect(row).toContain('drifted: somebody else changed it (version 2, this action wrote version 1), at TIME')
})
