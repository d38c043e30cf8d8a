import { gzipSync } from 'node:zlib'
import { afterEach, describe, expect, it } from '@jest/globals'
import { aDeployment, ORGANIZATION, startAstroApi } from '../../tools/servers/astro-api/server.mjs'

const id = 'cldep00000000000000000001'
const deployment = `/v1/organizations/${ORGANIZATION}/deployments/${id}`

type Options = NonNullable<Parameters<typeof startAstroApi>[0]>
type Api = Awaited<ReturnType<typeof startAstroApi>>
type Sent = { key: string; isSecret: boolean; value?: string }
type Request = { method?: string; token?: string; body?: unknown; headers?: Record<string, string> }

let running: Api | undefined
afterEach(() => running?.stop())

async function start(options: Options = {}): Promise<Api> {
  running = await startAstroApi(options)
  return running
}

async function call(api: Api, path: string, { method = 'GET', token = api.token(), body, headers }: Request = {}) {
  const answer = await fetch(api.url + path, {
    method,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...headers },
    ...(body !== undefined && { body: JSON.stringify(body) })
  })
  return { status: answer.status, json: await answer.json() }
}

/** The body of an update: the record as it is read, with other variables. */
async function recordWith(api: Api, environmentVariables: Sent[]) {
  const { json } = await call(api, deployment)
  return { ...json, environmentVariables }
}

async function update(api: Api, environmentVariables: Sent[]) {
  return call(api, deployment, { method: 'POST', body: await recordWith(api, environmentVariables) })
}

const withVariables = (...environmentVariables: { key: string; value: string; isSecret?: boolean }[]) => ({
  deployments: [aDeployment({ environmentVariables })]
})

function tarGz(...names: string[]): Buffer {
  const headers = names.map(name => {
    const header = Buffer.alloc(512)
    header.write(name, 0)
    header.write('00000000000', 124)
    header.write('0', 156)
    header.write('ustar', 257)
    return header
  })
  return gzipSync(Buffer.concat([...headers, Buffer.alloc(1024)]))
}

describe('environment variables', () => {
  it('keeps a secret that comes without its value and never shows it', async () => {
    const api = await start(withVariables({ key: 'S', value: 'hidden', isSecret: true }))
    const { status, json } = await update(api, [{ key: 'S', isSecret: true }])
    expect(status).toBe(200)
    expect(json.environmentVariables).toEqual([{ key: 'S', isSecret: true, updatedAt: expect.any(String) }])
    expect(api.deployment('prod').value('S')).toBe('hidden')
    expect(api.deployment('prod').restarts).toBe(0)
  })

  it('overwrites a secret with an empty value', async () => {
    const api = await start(withVariables({ key: 'S', value: 'hidden', isSecret: true }))
    await update(api, [{ key: 'S', isSecret: true, value: '' }])
    expect(api.deployment('prod').value('S')).toBe('')
  })

  it('replaces the whole list and records what that did', async () => {
    const api = await start(withVariables({ key: 'A', value: '1' }, { key: 'B', value: '2' }, { key: 'C', value: '3' }))
    const sent = [
      { key: 'B', isSecret: false, value: '2' },
      { key: 'C', isSecret: true, value: '3' },
      { key: 'D', isSecret: false, value: '4' }
    ]
    await update(api, sent)
    const did = { deployment: id, added: ['D'], changed: ['C'], removed: ['A'] }
    expect(api.updates).toEqual([did])
    expect(api.record.at(-1)).toMatchObject({ method: 'POST', path: deployment, status: 200, update: did })
    expect(api.deployment(id).values()).toEqual({ B: '2', C: '3', D: '4' })
    expect(api.deployment(id).restarts).toBe(1)
  })

  it.each<[string, Sent[]]>([
    [
      'a key given twice',
      [
        { key: 'A', isSecret: false, value: '1' },
        { key: 'A', isSecret: false, value: '2' }
      ]
    ],
    ['a new variable without a value', [{ key: 'N', isSecret: true }]],
    ['a secret made plain without a value', [{ key: 'S', isSecret: false }]],
    ['an empty key', [{ key: '', isSecret: false, value: '1' }]]
  ])('refuses %s and changes nothing', async (_, sent) => {
    const api = await start(withVariables({ key: 'S', value: 'hidden', isSecret: true }))
    const { status, json } = await update(api, sent)
    expect(status).toBe(400)
    expect(json).toEqual({ message: expect.any(String), requestId: expect.any(String), statusCode: 400 })
    expect(api.deployment('prod').values()).toEqual({ S: 'hidden' })
    expect(api.updates).toEqual([])
  })

  it.each([
    'type',
    'name',
    'description',
    'workspaceId',
    'executor',
    'schedulerSize',
    'isCicdEnforced',
    'isDagDeployEnabled',
    'isHighAvailability',
    'defaultTaskPodCpu',
    'defaultTaskPodMemory',
    'resourceQuotaCpu',
    'resourceQuotaMemory',
    'workerQueues',
    'environmentVariables'
  ])('refuses an update without %s', async field => {
    const api = await start()
    const { [field]: _, ...body } = await recordWith(api, [])
    expect((await call(api, deployment, { method: 'POST', body })).status).toBe(400)
  })

  it('moves the time of changed variables only', async () => {
    const api = await start(withVariables({ key: 'A', value: '1' }, { key: 'B', value: '2' }))
    const [a, b] = api.deployment('prod').variables
    await update(api, [
      { key: 'A', isSecret: false, value: '1' },
      { key: 'B', isSecret: false, value: 'new' }
    ])
    const [newA, newB] = api.deployment('prod').variables
    expect(newA?.updatedAt).toBe(a?.updatedAt)
    expect(Date.parse(newB?.updatedAt ?? '')).toBeGreaterThan(Date.parse(b?.updatedAt ?? ''))
  })

  it("moves the time of all variables in the mode 'all', strictly forward", async () => {
    const api = await start({ ...withVariables({ key: 'A', value: '1' }, { key: 'B', value: '2' }), updatedAt: 'all' })
    const same = [
      { key: 'A', isSecret: false, value: '1' },
      { key: 'B', isSecret: false, value: '2' }
    ]
    const times = []
    for (let round = 0; round < 3; round += 1) {
      await update(api, same)
      const [a, b] = api.deployment('prod').variables
      expect(a?.updatedAt).toBe(b?.updatedAt)
      times.push(a?.updatedAt)
    }
    expect(new Set(times).size).toBe(3)
    expect(times).toEqual([...times].sort())
    expect(api.deployment('prod').restarts).toBe(0)
  })

  it('can be set and removed by hand, as in the web page', async () => {
    const api = await start(withVariables({ key: 'S', value: 'hidden', isSecret: true }, { key: 'A', value: '1' }))
    api.deployment('prod').setVariable('S', 'other')
    api.deployment('prod').deleteVariable('A')
    const { json } = await call(api, deployment)
    expect(json.environmentVariables).toEqual([{ key: 'S', isSecret: true, updatedAt: expect.any(String) }])
    expect(api.deployment('prod').values()).toEqual({ S: 'other' })
  })

  it('shows every change to the test before the client hears of it', async () => {
    const seen: (number | string | undefined)[] = []
    const api = await start({
      onChange: changed => {
        seen.push(changed.value('K'), running?.record.at(-1)?.status)
      }
    })
    await update(api, [{ key: 'K', isSecret: true, value: 'v1' }])
    expect(seen).toEqual(['v1', undefined])
    expect(api.history).toEqual([{ at: expect.any(String), deployment: id, variables: { K: 'v1' } }])
  })
})

describe('access', () => {
  const organizations = '/platform/v1beta1/organizations'

  it.each(['/platform/v1beta1', '/v1alpha1', '/v1'])('serves %s', async prefix => {
    const api = await start()
    const { status, json } = await call(api, `${prefix}/organizations`)
    expect(status).toBe(200)
    expect(json.organizations).toMatchObject([{ id: ORGANIZATION, product: 'HOSTED' }])
    expect(api.record).toMatchObject([{ path: `${prefix}/organizations`, token: 'token-1', status: 200 }])
  })

  it('refuses no token, a malformed, an expired and a foreign one', async () => {
    const api = await start()
    const tokens = ['', 'no-token', 'a.b.c', api.token({ expired: true }), api.token({ organization: 'clorg9' })]
    for (const token of tokens) expect((await call(api, organizations, { token })).status).toBe(401)
    const { status, headers } = await fetch(api.url + organizations)
    expect(status).toBe(401)
    expect(headers.get('content-type')).toBe('application/json')
  })

  it('refuses foreign organizations, Workspaces and Deployments, and knows no unknown ones', async () => {
    const elsewhere = aDeployment({ id: 'cldep00000000000000000003', workspaceId: 'clws000000000000000000002' })
    const api = await start({ deployments: [aDeployment(), elsewhere] })
    const deployments = `/v1/organizations/${ORGANIZATION}/deployments`
    const status = async (path: string, token = api.token()) => (await call(api, path, { token })).status
    expect(await status('/v1/organizations/clorg9/deployments')).toBe(403)
    expect(await status(`${deployments}?workspaceIds=clws000000000000000000002`)).toBe(403)
    expect(await status(`${deployments}/${elsewhere.id}`)).toBe(403)
    expect(await status(`${deployments}/${id}`, api.token({ deployment: elsewhere.id }))).toBe(403)
    expect(await status(`${deployments}/cldep9`)).toBe(404)
    expect(await status('/organizations')).toBe(404)
    expect(await status(`${deployments}/${elsewhere.id}`, api.token({ workspace: null }))).toBe(200)
  })

  it('lists what the token may see, by Workspace, name and page', async () => {
    const elsewhere = aDeployment({ id: 'cldep00000000000000000003', name: 'far', workspaceId: 'clws000000000000000000002' })
    const api = await start({ deployments: [aDeployment(), elsewhere] })
    const names = async (query: string, token = api.token({ workspace: null })) => {
      const { json } = await call(api, `/v1/organizations/${ORGANIZATION}/deployments?${query}`, { token })
      return json.deployments.map((one: { name: string }) => one.name)
    }
    expect(await names('', api.token())).toEqual(['prod'])
    expect(await names('')).toEqual(['prod', 'far'])
    expect(await names('workspaceIds=clws000000000000000000002')).toEqual(['far'])
    expect(await names('workspaceIds=unknown')).toEqual([])
    expect(await names('names=far')).toEqual(['far'])
    expect(await names('limit=1&offset=1')).toEqual(['far'])
  })
})

describe('deploys', () => {
  async function begin(api: Api, type = 'DAG_ONLY') {
    const { json } = await call(api, `${deployment}/deploys`, { method: 'POST', body: { type, description: 'why' } })
    return json
  }
  const put = async (url: string, body: Buffer | string, headers = {}) =>
    fetch(url, { method: 'PUT', body: Buffer.from(body), headers })
  const finalize = (api: Api, deployId: string, dagTarballVersion?: string | null) =>
    call(api, `${deployment}/deploys/${deployId}/finalize`, { method: 'POST', body: { dagTarballVersion } })

  it('takes DAGs in blocks, unpacks them and shows them as the new version', async () => {
    const api = await start()
    const { id: deployId, dagsUploadUrl } = await begin(api)
    const archive = tarGz('dags/a.py', 'dags/b.py')
    for (const [block, part] of [
      ['1', archive.subarray(0, 20)],
      ['2', archive.subarray(20)]
    ] as const) {
      const answer = await put(`${dagsUploadUrl}&comp=block&blockid=${block}`, part)
      expect(answer.status).toBe(201)
    }
    const list = '<BlockList><Latest>1</Latest><Latest>2</Latest></BlockList>'
    const version = (await put(`${dagsUploadUrl}&comp=blocklist`, list)).headers.get('x-ms-version-id')
    const { json } = await finalize(api, deployId, version)
    expect(json).toMatchObject({ status: 'DEPLOYED', dagTarballVersion: version })

    const deploy = { deployment: id, type: 'DAG_ONLY', description: 'why', entries: ['dags/a.py', 'dags/b.py'] }
    expect(api.record.at(-1)?.deploy).toMatchObject(deploy)
    const seen = async () => (await call(api, deployment)).json
    expect(await seen()).toMatchObject({ status: 'HEALTHY', desiredDagTarballVersion: version })
    expect(await seen()).toMatchObject({ status: 'DEPLOYING', desiredDagTarballVersion: version })
    expect(await seen()).toMatchObject({ status: 'HEALTHY', dagTarballVersion: version })
    expect((await call(api, `${deployment}/deploys`)).json.deploys).toMatchObject([{ id: deployId, status: 'DEPLOYED' }])
    expect(api.deployment('prod').restarts).toBe(1)
  })

  it('takes DAGs in one request, as newer clients send them', async () => {
    const api = await start()
    const { id: deployId, dagsUploadUrl } = await begin(api)
    const answer = await put(dagsUploadUrl, tarGz('dags/a.py'), { 'x-ms-blob-type': 'BlockBlob' })
    expect(answer.status).toBe(201)
    await finalize(api, deployId, answer.headers.get('x-ms-version-id'))
    expect(api.deploys).toMatchObject([{ status: 'DEPLOYED', entries: ['dags/a.py'] }])
  })

  it('shows the old DAG version until the Deployment has settled', async () => {
    const api = await start({ staleReads: 0 })
    const { dagTarballVersion: old } = (await call(api, deployment)).json
    const { id: deployId, dagsUploadUrl } = await begin(api)
    const answer = await put(dagsUploadUrl, tarGz('dags/a.py'), { 'x-ms-blob-type': 'BlockBlob' })
    const version = answer.headers.get('x-ms-version-id')
    await finalize(api, deployId, version)
    expect((await call(api, deployment)).json).toMatchObject({ dagTarballVersion: old, desiredDagTarballVersion: version })
    expect((await call(api, deployment)).json).toMatchObject({ dagTarballVersion: version, desiredDagTarballVersion: version })
  })

  it('changes the image tag for an image, and only then', async () => {
    const api = await start()
    const { imageTag } = api.deployment('prod').fields
    const image = await begin(api, 'IMAGE_ONLY')
    expect(image.imageTag).not.toBe(imageTag)
    await finalize(api, image.id)
    expect(api.deployment('prod').fields.imageTag).toBe(image.imageTag)
    expect((await begin(api)).imageTag).toBe(image.imageTag)
  })

  describe('of a dbt project', () => {
    const MOUNT = '/usr/local/airflow/dbt/shop'
    const beginDbt = (api: Api, difference: object = {}) =>
      call(api, `${deployment}/deploys`, {
        method: 'POST',
        body: { type: 'BUNDLE', bundleType: 'dbt', bundleMountPath: MOUNT, description: 'why', ...difference }
      })
    const end = (api: Api, deployId: string, bundleTarballVersion?: string | null) =>
      call(api, `${deployment}/deploys/${deployId}`, { method: 'POST', body: { bundleTarballVersion } })
    async function uploaded(api: Api, difference: object = {}) {
      const { json } = await beginDbt(api, difference)
      const answer = await put(json.bundleUploadUrl, tarGz('dbt_project.yml'), { 'x-ms-blob-type': 'BlockBlob' })
      return { deployId: json.id, version: answer.headers.get('x-ms-version-id') }
    }

    it('mount it, and leave image and DAGs', async () => {
      const api = await start()
      const { imageTag, dagTarballVersion } = api.deployment('prod').fields
      const { deployId, version } = await uploaded(api)
      expect((await end(api, deployId, version)).json).toMatchObject({
        status: 'DEPLOYED',
        bundleMountPath: MOUNT,
        bundles: [{ bundleType: 'dbt', mountPath: MOUNT, deployId, currentVersion: version, desiredVersion: version }]
      })
      expect(api.deploys).toMatchObject([{ type: 'BUNDLE', entries: ['dbt_project.yml'] }])
      expect(api.deployment('prod').fields).toMatchObject({ imageTag, dagTarballVersion })
      await call(api, deployment)
      expect((await call(api, deployment)).json).toMatchObject({ status: 'DEPLOYING' })
    })

    it('are refused with another version than that of the upload, and not twice', async () => {
      const api = await start()
      const { deployId, version } = await uploaded(api)
      for (const wrong of [undefined, null, '2026', 7 as unknown as string])
        expect((await end(api, deployId, wrong)).status).toBe(400)
      expect((await end(api, deployId, version)).status).toBe(200)
      expect((await end(api, deployId, version)).status).toBe(400)
    })

    it('take it away by an empty version, if it is there', async () => {
      const api = await start()
      const { deployId, version } = await uploaded(api)
      expect((await end(api, (await beginDbt(api)).json.id, '')).status).toBe(400)
      await end(api, deployId, version)
      expect((await end(api, (await beginDbt(api)).json.id, '')).json.bundles).toEqual([])
    })

    it.each([
      { bundleType: 'sql' },
      { bundleMountPath: undefined },
      { bundleMountPath: 'dbt' },
      { bundleMountPath: '/usr/local/airflow/dags' }
    ])('are refused with %j', async difference => {
      expect((await beginDbt(await start(), difference)).status).toBe(400)
    })

    it('are refused where DAG deploys are off, and beyond the tenth project', async () => {
      const off = await start({ deployments: [aDeployment({ isDagDeployEnabled: false })] })
      expect((await beginDbt(off)).status).toBe(400)
      await off.stop()
      const api = await start()
      for (let number = 0; number < 10; number++) {
        const { deployId, version } = await uploaded(api, { bundleMountPath: `/dbt/${number}` })
        await end(api, deployId, version)
      }
      expect((await beginDbt(api)).status).toBe(400)
      expect((await beginDbt(api, { bundleMountPath: '/dbt/9' })).status).toBe(200)
    })
  })

  it('lists all deploys of one Deployment, by page, with what each has brought', async () => {
    const api = await start()
    for (const type of ['IMAGE_ONLY', 'IMAGE_ONLY', 'DAG_ONLY']) await begin(api, type)
    const [first] = api.deploys
    await finalize(api, first?.id ?? '')
    const list = async (query: string, of = id) =>
      (await call(api, `/v1/organizations/${ORGANIZATION}/deployments/${of}/deploys?${query}`)).json
    const { deploys, ...rest } = await list('')
    expect(rest).toEqual({ totalCount: 3, limit: 20, offset: 0 })
    expect(deploys.map((one: { status: string }) => one.status)).toEqual(['INITIALIZED', 'INITIALIZED', 'DEPLOYED'])
    expect(deploys[2]).toMatchObject({
      id: first?.id,
      deploymentId: id,
      type: 'IMAGE_ONLY',
      description: 'why',
      imageTag: first?.imageTag,
      isDagDeployEnabled: true
    })
    expect((await list('limit=1&offset=1')).deploys).toMatchObject([{ id: api.deploys[1]?.id }])
    expect((await list('', 'cldep00000000000000000002')).totalCount).toBe(0)
  })

  it('takes 500 characters of description and no more', async () => {
    const api = await start()
    const status = async (description: unknown) =>
      (await call(api, `${deployment}/deploys`, { method: 'POST', body: { type: 'DAG_ONLY', description } })).status
    expect([await status('é'.repeat(500)), await status('é'.repeat(501)), await status(7)]).toEqual([200, 400, 400])
  })

  it('rolls back by a deploy of its own, which says where from', async () => {
    const api = await start()
    const one = await begin(api, 'IMAGE_ONLY')
    const rollBack = () => call(api, `${deployment}/deploys/${one.id}/rollback`, { method: 'POST', body: {} })
    expect((await rollBack()).status).toBe(400)
    await finalize(api, one.id)
    const two = await begin(api, 'IMAGE_ONLY')
    await finalize(api, two.id)
    const { json } = await rollBack()
    expect(json).toMatchObject({ rollbackFromId: one.id, status: 'DEPLOYED', imageTag: one.imageTag, description: 'why' })
    expect([one.id, two.id]).not.toContain(json.id)
    expect(api.deployment('prod').fields.imageTag).toBe(one.imageTag)
  })

  it('refuses what was not uploaded, not signed for, not an archive, or finished before', async () => {
    const api = await start()
    const { id: deployId, dagsUploadUrl } = await begin(api)
    expect((await finalize(api, deployId, '2026-01-01T00:00:00.0000000Z')).status).toBe(400)
    expect((await put(dagsUploadUrl.replace('sig=', 'sig=no'), 'x', { 'x-ms-blob-type': 'BlockBlob' })).status).toBe(403)
    expect((await put(`${dagsUploadUrl}&comp=blocklist`, '<Latest>1</Latest>')).status).toBe(400)
    const junk = await put(dagsUploadUrl, 'junk', { 'x-ms-blob-type': 'BlockBlob' })
    expect((await finalize(api, deployId, junk.headers.get('x-ms-version-id'))).status).toBe(400)
    const good = await put(dagsUploadUrl, tarGz('dags/a.py'), { 'x-ms-blob-type': 'BlockBlob' })
    expect((await finalize(api, deployId, good.headers.get('x-ms-version-id'))).status).toBe(200)
    expect((await finalize(api, deployId, good.headers.get('x-ms-version-id'))).status).toBe(400)
  })

  it('shows the status from before a change once more, and to the CLI as often as it asks', async () => {
    const api = await start()
    await update(api, [{ key: 'A', isSecret: false, value: '1' }])
    const status = async (headers = {}) => (await call(api, deployment, { headers })).json.status
    const cli = { 'x-astro-client-identifier': 'cli' }
    expect([await status(cli), await status(cli), await status()]).toEqual(['HEALTHY', 'HEALTHY', 'HEALTHY'])
    expect([await status(cli), await status(), await status()]).toEqual(['DEPLOYING', 'DEPLOYING', 'HEALTHY'])
  })

  it.each(['UNHEALTHY', 'HIBERNATING'])('stays %s when told so', async status => {
    const api = await start()
    api.deployment('prod').status = status
    await update(api, [{ key: 'A', isSecret: false, value: '1' }])
    expect((await call(api, deployment)).json.status).toBe(status)
  })
})

describe('hibernation', () => {
  const override = `${deployment}/hibernation-override`
  const soon = `${new Date(Date.now() + 60_000).toISOString().slice(0, 19)}Z`
  const asleep = (isDevelopmentMode = true) =>
    start({ deployments: [aDeployment({ status: 'HIBERNATING', isDevelopmentMode })], deployingReads: 1 })
  const seen = async (api: Api) => {
    const { json } = await call(api, deployment)
    return [json.status, json.scalingSpec?.hibernationSpec.override]
  }

  it('ends while it is overridden, some reads later, and goes on once the override is removed', async () => {
    const api = await asleep()
    const body = { isHibernating: false, overrideUntil: soon }
    expect(await call(api, override, { method: 'POST', body })).toEqual({ status: 200, json: { ...body, isActive: true } })
    expect(await seen(api)).toEqual(['HIBERNATING', { ...body, isActive: true }])
    expect(await seen(api)).toEqual(['HEALTHY', { ...body, isActive: true }])
    expect((await call(api, override, { method: 'DELETE' })).status).toBe(200)
    expect(await seen(api)).toEqual(['HIBERNATING', null])
    expect((await call(api, override, { method: 'DELETE' })).status).toBe(404)
  })

  it.each<[string, unknown, boolean]>([
    ['of a Deployment for production', { isHibernating: false }, false],
    ['without saying how', { overrideUntil: soon }, true],
    ['until a time that has passed', { isHibernating: false, overrideUntil: '2026-01-01T00:00:00Z' }, true]
  ])('cannot be overridden %s', async (_, body, isDevelopmentMode) => {
    const api = await asleep(isDevelopmentMode)
    expect((await call(api, override, { method: 'POST', body })).status).toBe(400)
    expect(await seen(api)).toEqual(['HIBERNATING', undefined])
  })
})

describe('faults', () => {
  const variable = [{ key: 'A', isSecret: false, value: '1' }]

  it('answers instead of doing the work', async () => {
    const api = await start()
    api.faults.add({ method: 'POST', path: /deployments\/\w+$/, action: { status: 503 } })
    expect(await update(api, variable)).toEqual({ status: 503, json: expect.objectContaining({ statusCode: 503 }) })
    expect(api.deployment('prod').value('A')).toBeUndefined()
    expect(api.faults.pending()).toEqual([])
    expect((await update(api, variable)).status).toBe(200)
  })

  it('does the work, then answers something else or nothing', async () => {
    const api = await start()
    const body = await recordWith(api, variable)
    api.faults.add({ method: 'POST', when: 'after', action: 'cut' })
    await expect(call(api, deployment, { method: 'POST', body })).rejects.toThrow('fetch failed')
    expect(api.deployment('prod').value('A')).toBe('1')
    expect(api.record.at(-1)).toMatchObject({ status: 'cut', update: { added: ['A'] } })

    api.faults.add({ method: 'POST', when: 'after', action: 'empty-object' })
    expect(await call(api, deployment, { method: 'POST', body })).toEqual({ status: 200, json: {} })
  })

  it('hits the chosen one of several requests, as often as told, until called off', async () => {
    const api = await start()
    const status = async () => (await call(api, `${deployment}?a=b`)).status
    const off = api.faults.add({ path: /a=b$/, skip: 1, times: Infinity, action: { status: 500 } })
    expect([await status(), await status(), await status()]).toEqual([200, 500, 500])
    off()
    expect(await status()).toBe(200)
  })

  it('ends a request that hangs when it stops', async () => {
    const api = await start()
    api.faults.add({ action: 'hang' })
    const arrived = new Promise<void>(resolve => api.onRequest(() => resolve()))
    const hanging = call(api, deployment)
    await arrived
    await new Promise(setImmediate)
    expect(api.record.at(-1)?.status).toBe('hang')
    await Promise.all([expect(hanging).rejects.toThrow('fetch failed'), api.stop()])
  })

  it('answers a web page where JSON is due', async () => {
    const api = await start()
    api.faults.add({ action: 'html' })
    const answer = await fetch(api.url + deployment)
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/html'])
  })

  it('lets a test act at the exact moment before and after the work', async () => {
    const api = await start()
    const body = await recordWith(api, variable)
    const seen: unknown[] = []
    const off = api.onRequest(async ({ phase, method, path }) => {
      await Promise.resolve()
      seen.push([phase, method, path, api.deployment('prod').value('A')])
    })
    await call(api, deployment, { method: 'POST', body })
    off()
    await call(api, deployment)
    expect(seen).toEqual([
      ['before', 'POST', deployment, undefined],
      ['after', 'POST', deployment, '1']
    ])
  })
})
