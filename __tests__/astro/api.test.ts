import { type AddressInfo, createServer } from 'node:net'
import { afterEach, describe, expect, it, jest } from '@jest/globals'
import { findDeployment, readDeployment } from '../../src/astro/deployments.ts'
import { listDeploys } from '../../src/astro/deploys.ts'
import { explain } from '../../src/base/errors.ts'
import { AstroServer } from '../fakes/astro-server.ts'

const local = new AstroServer()
const prod = { id: 'clx1', name: 'prod' }

const DEPLOYMENT = {
  ...prod,
  workspaceId: 'ws1',
  status: 'HEALTHY',
  airflowVersion: '3.1.0',
  imageTag: 'tag-1',
  dagTarballVersion: 'dags-1',
  desiredDagTarballVersion: 'dags-2',
  isDagDeployEnabled: true,
  environmentVariables: [
    { key: 'PLAIN', isSecret: false, value: '1', updatedAt: '2026-01-01T00:00:00Z' },
    { key: 'SECRET', isSecret: true, updatedAt: '2026-01-02T00:00:00Z' }
  ]
}

const said = (look: Promise<unknown>): Promise<string> => look.then(found => `it worked: ${JSON.stringify(found)}`, explain)

describe('a look at Astro', () => {
  it('asks the Organization of the token, on one connection', async () => {
    const sockets = new Set<unknown>()
    local.server.handle = (_, response) => {
      sockets.add(response.socket)
      return { status: 200, body: DEPLOYMENT }
    }
    await Promise.all([1, 2, 3].map(() => readDeployment(local.api, prod)))
    expect(local.asked).toEqual(['/deployments/clx1', '/deployments/clx1', '/deployments/clx1'])
    expect(local.server.calls[0]?.headers).toMatchObject({ authorization: 'Bearer token', accept: 'application/json' })
    expect(sockets.size).toBe(1)
  })

  it('has one request under way at a time', async () => {
    let underWay = 0
    let most = 0
    local.server.handle = (_, response) => {
      most = Math.max(most, ++underWay)
      setImmediate(() => {
        underWay--
        response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(DEPLOYMENT))
      })
      return undefined
    }
    await Promise.all(Array.from({ length: 8 }, () => readDeployment(local.api, prod)))
    expect(most).toBe(1)
  })

  it.each<[string, (calls: number) => { status: number; headers?: Record<string, string> } | 'cut']>([
    ['503', () => ({ status: 503 })],
    ['a limit of the rate', () => ({ status: 429, headers: { 'retry-after': '0' } })],
    ['a cut connection', () => 'cut']
  ])('is repeated after %s', async (_, failing) => {
    local.server.handle = (_, response) => {
      const failure = failing(local.server.calls.length)
      if (local.server.calls.length > 1) return { status: 200, body: DEPLOYMENT }
      return failure === 'cut' ? void response.destroy() : failure
    }
    expect((await readDeployment(local.open(), prod)).name).toBe('prod')
    expect(local.server.calls).toHaveLength(2)
  })

  it('follows no redirect: the token is for Astro alone', async () => {
    let reached = false
    const other = createServer(() => {
      reached = true
    })
    await new Promise<void>(resolve => other.listen(0, '127.0.0.1', resolve))
    const location = `http://127.0.0.1:${(other.address() as AddressInfo).port}/`
    for (const status of [301, 302, 307, 308]) {
      local.server.handle = () => ({ status, headers: { location } })
      expect(await said(readDeployment(local.api, prod))).toBe(
        `Astro answered ${status} to the request for Deployment prod: no error text\n` +
          'Something in front of the Astro API redirects requests: check the proxy of this runner.'
      )
    }
    expect(reached).toBe(false)
    other.close()
  })

  it('never tells the token', async () => {
    local.server.handle = () => ({ status: 401, body: { message: 'Invalid authorization token' } })
    const error = await readDeployment(local.api, prod).catch((error: Error) => error)
    expect(`${(error as Error).stack} ${JSON.stringify(error)}`).not.toContain('Bearer')
  })

  it('ends with the run, and says what it waited for', async () => {
    const ending = new AbortController()
    local.server.handle = () => void ending.abort(new Error('the run was cancelled'))
    expect(await said(readDeployment(local.open({ signal: ending.signal }), prod))).toMatch(
      /^the run was cancelled while waiting for Astro at http:\S+ to answer the request for Deployment prod$/
    )
  })
})

it('leaves nothing running when it is closed, not even the wait for another attempt', async () => {
  const api = local.open()
  const asked = new Promise<void>(resolve => {
    local.server.handle = () => {
      setImmediate(resolve)
      return { status: 429, headers: { 'retry-after': '1000' } }
    }
  })
  const looking = said(readDeployment(api, prod))
  await asked
  api.close()
  expect(await looking).toMatch(/the run is over/)
})

/** Every look, with how it is named. */
const LOOKS = [
  ['by id', () => findDeployment(local.api, 'ws1', { id: 'clx1' }), 'Deployment clx1'],
  ['by name', () => findDeployment(local.api, 'ws1', { name: 'prod' }), 'Deployment "prod"'],
  ['after a change', () => readDeployment(local.api, prod), 'Deployment prod'],
  ['at the deploys', () => listDeploys(local.api, prod), 'the deploys of Deployment prod']
] as const

describe.each(LOOKS)('a look %s', (_, look, name) => {
  afterEach(() => void jest.useRealTimers())

  it.each([
    [401, 'Check that `astro-api-token` has not been revoked and belongs to this Organization.'],
    [
      403,
      'Use an `astro-api-token` that has access to this Deployment: one of the Deployment, its Workspace or its Organization.'
    ],
    [409, undefined],
    [429, 'Astro limits the rate of requests: run again later.'],
    [500, 'Run again later: the Astro API does not work at the moment, or something in front of it answered instead.'],
    [503, 'Run again later: the Astro API does not work at the moment, or something in front of it answered instead.']
  ])('says what Astro said, and by which id its support finds that: %d', async (status, hint) => {
    local.server.handle = () => ({ status, body: { message: 'not today', requestId: 'r1', statusCode: status } })
    const sentence = `Astro answered ${status} to the request for ${name}: not today (request r1)`
    expect(await said(look())).toBe(hint === undefined ? sentence : `${sentence}\n${hint}`)
    expect(local.server.calls).toHaveLength(1)
  })

  it.each([200, 403, 404])('takes no page of somebody else for a word of Astro: %d', async status => {
    local.server.handle = () => ({ status, body: '<html>Log in</html>', headers: { 'content-type': 'text/html' } })
    expect(await said(look())).toBe(
      `Astro at ${local.server.url} did not answer the request for ${name}: what came back (status ${status}) is not JSON but text/html\n` +
        'Check that no proxy or login page answers instead of the Astro API.'
    )
  })

  it('knows an answer that was cut', async () => {
    local.server.handle = (_, response) => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': '100' })
      response.write('{"id":', () => response.destroy())
      return undefined
    }
    expect(await said(look())).toContain(`Astro at ${local.server.url} did not answer the request for ${name}: `)
  })

  it('knows JSON without its end', async () => {
    local.server.handle = () => ({ status: 200, body: '{"id":' })
    expect(await said(look())).toContain(`did not answer the request for ${name}: what came back (status 200) is JSON cut short`)
  })

  it('waits 10 s for an answer, no longer', async () => {
    jest.useFakeTimers({ doNotFake: ['performance', 'nextTick', 'queueMicrotask', 'setImmediate', 'setInterval'] })
    const asked = new Promise<void>(resolve => {
      local.server.handle = () => void resolve()
    })
    const looking = said(look())
    await asked
    jest.advanceTimersByTime(10_000)
    expect(await looking).toContain(`did not answer the request for ${name}: no complete answer within 10 s`)
  })

  it.each([
    ['an empty object', {}],
    ['a list', [DEPLOYMENT]],
    ['something else', { deployments: 1, deploys: 'none', totalCount: '0' }]
  ])('is not taken in by %s', async (_, body) => {
    local.server.handle = () => ({ status: 200, body })
    expect(await said(look())).toMatch(
      /^Astro's answer about .*Deployment "?\w+"? \(GET \/deployments\S*\) differs from what its API promises, (at|as) /
    )
  })
})

it('a port where nobody listens is told as what it is', async () => {
  await local.server.stop()
  expect(await said(readDeployment(local.api, prod))).toMatch(
    /did not answer the request for Deployment prod: connect ECONNREFUSED .*\nCheck that this runner can reach the Astro API/
  )
})

describe('a Deployment', () => {
  const find = (ref: { id: string } | { name: string }) => findDeployment(local.api, 'ws1', ref)

  it('is what the platform shows of it', async () => {
    local.answers(DEPLOYMENT)
    const found = await find({ id: 'clx1' })
    expect(found).toMatchObject({
      ...prod,
      workspaceId: 'ws1',
      status: 'HEALTHY',
      airflowVersion: '3.1.0',
      dagDeploys: true,
      shipped: { image: 'tag-1', dags: 'dags-2' }
    })
    const { PLAIN, SECRET } = Object.fromEntries(found.variables)
    expect([PLAIN?.value?.reveal(), PLAIN?.secret, PLAIN?.updatedAt]).toEqual(['1', false, '2026-01-01T00:00:00Z'])
    expect(SECRET).toEqual({ secret: true, updatedAt: '2026-01-02T00:00:00Z' })
  })

  it.each([null, undefined, '', '0001-01-01T00:00:00Z'])('whose variable has no time has none: %s', async updatedAt => {
    local.answers({ ...DEPLOYMENT, environmentVariables: [{ key: 'A', isSecret: true, value: '', updatedAt }] })
    expect((await find({ id: 'clx1' })).variables.get('A')).toEqual({ secret: true, updatedAt: '' })
  })

  it('may have no variables at all', async () => {
    const { environmentVariables: _, ...bare } = DEPLOYMENT
    local.answers(bare)
    expect((await find({ id: 'clx1' })).variables.size).toBe(0)
  })

  it('is found by its name, in its Workspace, with two requests', async () => {
    local.answers({ deployments: [{ id: 'clx0', name: 'production' }, prod], totalCount: 2 }, DEPLOYMENT)
    expect((await find({ name: 'prod' })).id).toBe('clx1')
    expect(local.asked).toEqual(['/deployments?workspaceIds=ws1&names=prod&limit=1000&offset=0', '/deployments/clx1'])
  })

  it.each<[string, readonly unknown[], string]>([
    [
      'without its name',
      [{ deployments: [{ id: 'clx0', name: 'production' }], totalCount: 1 }],
      'Deployment "prod" was not found in Workspace ws1: no Deployment has this name\nCheck the id or name'
    ],
    [
      'of a name that several have',
      [{ deployments: [prod, { ...prod, id: 'clx2' }], totalCount: 2 }],
      'more than one Deployment is named "prod"\nUse the id of the Deployment instead of its name.'
    ]
  ])('%s is not guessed', async (_, bodies, sentence) => {
    local.answers(...bodies)
    expect(await said(find({ name: 'prod' }))).toContain(sentence)
  })

  it('that is not there is told with what Astro says', async () => {
    local.server.handle = () => ({ status: 404, body: { message: 'Deployment clx1 not found', requestId: 'r1' } })
    expect(await said(find({ id: 'clx1' }))).toBe(
      'Deployment clx1 was not found in Workspace ws1: Deployment clx1 not found (request r1)\n' +
        'Check the id or name of the Deployment and `workspace-id`, and that `astro-api-token` has access to the Deployment.'
    )
  })

  it('in another Workspace is refused: the CLI would do nothing there, and call it a success', async () => {
    local.answers({ ...DEPLOYMENT, workspaceId: 'ws2' })
    expect(await said(find({ id: 'clx1' }))).toBe(
      'Deployment prod is in Workspace ws2, not in Workspace ws1\nCheck the id of the Deployment and `workspace-id`.'
    )
  })
})
