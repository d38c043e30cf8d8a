import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { startAirflow } from '../../tools/airflow/read.mjs'
import { airflow2Python, airflowPython } from '../../tools/real-parts.mjs'
import { openStage } from '../../tools/runner/stage.mjs'
import { read } from '../docs/pages.ts'
import { administer } from './administrator.ts'
import { attempt, type Stage } from './attempt.ts'
import { backendOf, followTheGuide, VALUES } from './guide.ts'
import { ask, readWith } from './vault-over-http.ts'

/** docs/after-the-guide.md on a real server and in real Airflows: the world that it begins with, and every step and word of it. */

const page = read('docs/after-the-guide.md')
const blocks = [...page.matchAll(/```(\w+)\n(.*?)```/gs)].map(([, language = '', text = '']) => ({ language, text }))
const [plan = '', adopting = ''] = blocks.filter(({ language }) => language === 'text').map(({ text }) => text)
/** Times differ. */
const timeless = (text: string) => text.replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'TIME')

let stage: Stage
let world: Awaited<ReturnType<typeof followTheGuide>>
beforeAll(async () => {
  stage = await openStage({ example: 'guide' })
  world = await followTheGuide(stage)
})
afterAll(() => stage?.stop())

const asks = { variables: ['my_variable'], connections: ['my_connection'] }
async function seenBy(python: string) {
  const airflow = await startAirflow({ python, environment: backendOf(stage) })
  try {
    return await airflow.read(asks)
  } finally {
    await airflow.stop()
  }
}

it.each([
  ['3', airflowPython],
  ['2', airflow2Python]
])('Airflow %s cannot read what the guide has set up, and calls that a login that failed', async (_, python) => {
  const { raised, variables } = await seenBy(await python())
  expect(variables).toEqual({ my_variable: null })
  expect(raised['variables/my_variable']).toContain('Vault Authentication Error!')
  expect(page).toContain('`Vault Authentication Error!`')
})

it('the login works, and the policy is what refuses', async () => {
  await expect(readWith(stage.vault, world.kwargs, 'my_variable', 'my_connection')).rejects.toThrow(
    '403 airflow/data/variables/my_variable'
  )
})

it('the plan says what the page says, and changes nothing', async () => {
  const { exitCode, errors, inVault, inAstro } = await attempt(stage, { inputs: { mode: 'plan' }, env: VALUES })
  expect({ exitCode, inVault, inAstro }).toEqual({ exitCode: 1, inVault: [], inAstro: [] })
  expect(timeless(`${errors.join('\n')}\n`)).toBe(timeless(plan))
})

it('the plan with adopt lists what is replaced', async () => {
  const { exitCode, log, inVault } = await attempt(stage, { inputs: { mode: 'plan', 'on-conflict': 'adopt' }, env: VALUES })
  expect({ exitCode, inVault }).toEqual({ exitCode: 0, inVault: [] })
  const lines = adopting.split('\n').map(line => line.trim())
  expect(lines.filter(line => line !== '…' && !log.includes(line))).toEqual([])
})

describe('after a deploy that adopts', () => {
  const oldLogin = async () =>
    await ask(stage.vault, 'auth/approle/login', { role_id: 'astro_role', secret_id: world.kwargs['secret_id'] }, '')

  it('Airflow reads the values of the manifest', async () => {
    const { exitCode, errors } = await attempt(stage, { inputs: { 'on-conflict': 'adopt' }, env: VALUES })
    expect({ exitCode, errors }).toEqual({ exitCode: 0, errors: [] })
    const seen = await seenBy(await airflowPython())
    expect(seen.raised).toEqual({})
    expect(seen.variables).toEqual({ my_variable: VALUES.MY_VARIABLE })
    expect(seen.connections['my_connection']).toMatchObject({ host: 'db.example.com', password: VALUES.MY_PASSWORD })
  })

  it('the policy grants reading alone', async () => {
    const { data } = (await ask(stage.vault, 'sys/policies/acl/astro_policy')) ?? {}
    expect(data.policy).toContain('path "airflow/data/variables/*"')
    expect(data.policy).not.toContain('secret/*')
  })

  it('what the guide wrote by hand is an old version, which Vault keeps', async () => {
    const old = await ask(stage.vault, 'airflow/data/variables/my_variable?version=1')
    expect(old?.['data'].data).toEqual({ value: 'by-hand' })
  })

  it('the next run has nothing to adopt and nothing to change', async () => {
    expect(await attempt(stage, { env: VALUES })).toMatchObject({ exitCode: 0, errors: [], inAstro: [] })
  })

  it("the guide's secret-id still works, until the command of the page has destroyed it", async () => {
    expect(await oldLogin()).toBeDefined()
    const [, commands = ''] = /```sh\n(.*?)```/s.exec(page) ?? []
    expect(commands).toContain('secret-id/destroy')
    const typed = (lines: string) => administer(stage, `bash -c '${lines}' <<'END'\n${world.kwargs['secret_id']}\nEND\n`)
    const check = commands.replace(/^.*destroy.*\n/m, '')
    expect(await typed(check)).toMatchObject({ exitCode: 0, stdout: '', stderr: '' })
    expect(await typed(commands)).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('invalid role or secret ID') })
    await expect(oldLogin()).rejects.toThrow('invalid role or secret ID')
    expect((await seenBy(await airflowPython())).raised).toEqual({})
  })
})
