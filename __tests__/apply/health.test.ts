import { describe, expect, it } from '@jest/globals'
import type { DeploymentContext } from '../../src/apply/ports.ts'
import { awaitHealth } from '../../src/apply/ship.ts'
import type { UserError } from '../../src/base/errors.ts'
import { aDeployment } from '../build/deployment.ts'
import { FakeAstro } from '../fakes/astro.ts'
import { FakeLog } from '../fakes/log.ts'

const said = new FakeLog()
const wait = (
  astro: Pick<FakeAstro, 'find'>,
  { waitSeconds = 0, signal = new AbortController().signal, status = 'DEPLOYING', shippedSince = false } = {}
) =>
  awaitHealth({ deployment: aDeployment({ status }), shippedSince }, {
    astro,
    waitSeconds,
    signal,
    tell: said.tell
  } as unknown as DeploymentContext)

describe('waiting for a healthy Deployment', () => {
  it.each(['HEALTHY', 'HIBERNATING'])('ends when it is %s', async status => {
    const astro = new FakeAstro()
    astro.status = status
    expect((await wait(astro)).status).toBe(status)
  })

  it('is over for one that the last change has shown healthy, without another look', async () => {
    const blind = { find: () => Promise.reject(new Error('nobody has to ask')) } as unknown as Pick<FakeAstro, 'find'>
    expect((await wait(blind, { status: 'HEALTHY' })).status).toBe('HEALTHY')
  })

  it('needs a look after a deploy, whatever was seen before it', async () => {
    const astro = new FakeAstro()
    astro.status = 'UNHEALTHY'
    await expect(wait(astro, { status: 'HEALTHY', shippedSince: true })).rejects.toThrow('its status is UNHEALTHY')
  })

  it('ends red when it takes too long, with what it is', async () => {
    const astro = new FakeAstro()
    astro.status = 'UNHEALTHY'
    const error: UserError = await wait(astro).then(
      () => undefined,
      failure => failure
    )
    expect(error.message).toBe('Deployment prod was not healthy after 0 s; its status is UNHEALTHY')
    expect(error.hint).toContain('raise `wait-time`')
  })

  it('survives a look that fails', async () => {
    const astro = new FakeAstro()
    const looks = [async () => Promise.reject(new Error('502'))]
    const stumbling = { find: (ref: { id: string }) => looks.shift()?.() ?? astro.find(ref) } as Pick<FakeAstro, 'find'>
    expect((await wait(stumbling, { waitSeconds: 60 })).status).toBe('HEALTHY')
  })

  it('does not survive the end of the run', async () => {
    const stumbling = { find: () => Promise.reject(new Error('cancelled')) } as unknown as Pick<FakeAstro, 'find'>
    await expect(wait(stumbling, { waitSeconds: 60, signal: AbortSignal.abort() })).rejects.toThrow('cancelled')
  })
})
