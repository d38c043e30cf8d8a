import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals'
import { MANIFEST, Ward } from './ward.ts'
import { typingOf, type World } from './world.ts'
import { ACCESS } from './worlds/access.ts'
import { DEPLOYMENT } from './worlds/deployment.ts'
import { KWARGS } from './worlds/kwargs.ts'
import { NETWORK } from './worlds/network.ts'
import { PROJECT } from './worlds/project.ts'
import { SECRETS } from './worlds/secrets.ts'
import { SERVER } from './worlds/server.ts'
import { VALUES } from './worlds/values.ts'

/** One thing is broken, the doctor names it first, somebody follows the hint, and it is gone: on real servers, one world after the other. */

let ward: Ward
beforeAll(async () => {
  ward = await Ward.open()
})
afterEach(() => ward.tidy())
afterAll(() => ward?.stage.stop())

it('finds nothing wrong where nothing is', async () => {
  const { exitCode, bad, lines } = await ward.examine()
  expect({ exitCode, bad }).toEqual({ exitCode: 0, bad: [] })
  expect(lines.filter(({ state }) => state !== 'ok')).toEqual([
    expect.objectContaining({ name: 'kwargs', state: 'not looked at', message: 'secret, so nobody can read them back' })
  ])
})

const PARTS: Readonly<Record<string, readonly World[]>> = {
  PROJECT,
  NETWORK,
  SERVER,
  ACCESS,
  SECRETS,
  VALUES,
  DEPLOYMENT,
  KWARGS
}

describe.each(Object.entries(PARTS))('%s', (_, worlds) => {
  it.each(worlds.map(world => [world.name, world] as const))('%s', async (_, world) => {
    const typing = typingOf(await world.break(ward))
    const { exitCode, bad } = await ward.examine(typing)
    const [first] = bad
    const [name, state, says] = world.first
    expect(first).toMatchObject({ name, state, message: expect.stringMatching(says) })
    expect(first?.hint ?? '').toMatch(world.hint)
    expect(exitCode).toBe(bad.some(line => line.state === 'error') ? 1 : 0)
    if (first === undefined) return
    const cured = await ward.examine(typingOf(await world.follow(ward, first)))
    expect(cured.bad.filter(({ message }) => !world.leaves?.test(message))).toEqual([])
  })
})

it('looks at each of several Deployments by itself', async () => {
  const both = `deployments:\n  prod: { deployment-id: ${ward.deployment.id} }\n  dev: { deployment-name: dev, isolate: true }\n`
  ward.later(() => ward.write('airflow-secrets.yaml', MANIFEST))
  ward.edit('airflow-secrets.yaml', text => text + both)
  const { bad, lines } = await ward.examine({ options: { 'deployment-id': undefined, deployments: 'all' } })
  expect([...new Set(lines.map(({ section }) => section))]).toEqual([
    ...['Project', 'Vault', 'Secrets', 'Deployment prod', 'Secrets of Deployment dev', 'Deployment dev']
  ])
  const errors = bad.map(({ section, name, state }) => ({ section, name, state }))
  expect(errors).toContainEqual({ section: 'Secrets of Deployment dev', name: 'role', state: 'error' })
  expect(errors).toContainEqual({ section: 'Deployment dev', name: 'backend', state: 'error' })
  expect(errors.filter(({ section }) => !section.endsWith('dev'))).toEqual([])
})
