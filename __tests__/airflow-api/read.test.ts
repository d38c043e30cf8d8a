import { afterEach, describe, expect, it } from '@jest/globals'
import type { Api } from '../../src/airflow-api/api.ts'
import { readAirflow } from '../../src/airflow-api/read.ts'
import { AirflowError } from '../../src/airflow-api/service.ts'
import type { Request } from '../../src/http/service.ts'
import { type Answer, type Call, type LocalServer, localServer } from '../fakes/server.ts'
import { type } from '../fakes/workstation.ts'

type Path = (query: URLSearchParams, call: Call) => Answer

const ok = (body: unknown): Answer => ({ status: 200, body })
const missing: Answer = { status: 404, body: '<html>Airflow 404</html>', headers: { 'content-type': 'text/html' } }

/** A page as Airflow cuts it: never more than a hundred. */
const page =
  (list: string, all: readonly unknown[]): Path =>
  query => {
    const [limit, offset] = [Math.min(Number(query.get('limit')), 100), Number(query.get('offset'))]
    return ok({ [list]: all.slice(offset, offset + limit), total_entries: all.length })
  }

const variable = (key: string, value: unknown, more = {}) => ({ key, value, description: null, ...more })
const connection = (connection_id: string, more = {}) => ({ connection_id, conn_type: 'http', extra: null, ...more })

describe('import --from-airflow', () => {
  let server: LocalServer | undefined
  afterEach(() => server?.stop())

  /** Airflow 3, but for what a test says. */
  async function ask(paths: Readonly<Record<string, Path>>, environment = {}) {
    const all: Readonly<Record<string, Path>> = {
      '/api/v2/version': () => ok({ version: '3.3.2' }),
      '/api/v2/connections': page('connections', []),
      '/api/v2/variables': page('variables', []),
      ...paths
    }
    server = await localServer(call => {
      const url = new URL(call.path, 'http://airflow')
      return all[url.pathname]?.(url.searchParams, call) ?? missing
    })
    return type(['import', '--from-airflow', server.url], { environment })
  }

  it('follows pages until all entries were seen', async () => {
    const all = Array.from({ length: 250 }, (_, count) => variable(`size_${count}`, '1'))
    const { printed } = await ask({ '/api/v2/variables': page('variables', all) })
    expect(printed.match(/size_/g)).toHaveLength(250)
  })

  it('asks once more where a list was cut short, and then fails with what it has', async () => {
    const same: Path = () => ok({ variables: [variable('size', '1')], total_entries: 1e9 })
    const { exitCode, printed, complained } = await ask({ '/api/v2/variables': same })
    expect(exitCode).toBe(1)
    expect(printed).toContain('size: ')
    expect(complained).toContain('Airflow counts 1000000000 variables and shows 1')
    expect(server?.calls.filter(({ path }) => path.includes('variables'))).toHaveLength(4)
  })

  it('misses nothing that moved to an earlier page while it was reading', async () => {
    const all = Array.from({ length: 130 }, (_, count) => variable(`size_${count}`, '1'))
    let asked = 0
    const { exitCode, printed } = await ask({
      '/api/v2/variables': (query, call) => page('variables', asked++ === 0 ? all : all.slice(1))(query, call)
    })
    expect(exitCode).toBe(0)
    expect(printed).not.toContain('size_0:')
    expect(printed.match(/size_/g)).toHaveLength(129)
  })

  const airflow2 = (connections: readonly unknown[], more: Readonly<Record<string, Path>> = {}) => ({
    '/api/v2/version': () => missing,
    '/api/v1/version': () => ok({ version: '2.11.0' }),
    '/api/v1/connections': page('connections', connections),
    '/api/v1/variables': page('variables', []),
    ...more
  })

  it('asks the Airflow 2 that answers where Airflow 3 does not', async () => {
    const { exitCode, printed } = await ask(
      airflow2([connection('warehouse')], {
        '/api/v1/connections/warehouse': () => ok(connection('warehouse', { extra: '{"token":"***"}' }))
      })
    )
    expect(exitCode).toBe(0)
    expect(printed).toContain('$env: CONN_WAREHOUSE_EXTRA_TOKEN')
  })

  it.each(['a/b', '..', 'grün'])('asks no Airflow 2 for the connection %s, which no manifest can name', async id => {
    const { complained } = await ask(airflow2([connection(id)]))
    expect(complained).toMatch(/^warning: not in the manifest: .*: connection .*, in Airflow and in the DAGs$/m)
    expect(complained).not.toContain('Airflow answered')
    expect(server?.calls.some(({ path }) => path.startsWith('/api/v1/connections/'))).toBe(false)
  })

  it('has the others where Airflow 2 does not find one connection of its list', async () => {
    const { exitCode, printed, complained } = await ask(
      airflow2([connection('gone'), connection('kept')], { '/api/v1/connections/kept': () => ok(connection('kept')) })
    )
    expect(exitCode).toBe(1)
    expect(printed).toContain('kept:')
    expect(printed).not.toContain('gone')
    expect(complained).toContain('connection gone is in the list, but Airflow answered 404')
    expect(complained).not.toContain('Check the URL')
  })

  it.each([
    ['a string', 'db://user:***@host', 'env: VAR_SIZE'],
    ['a structure', '{"size": ["1", "***"]}', '- $env: VAR_SIZE_SIZE_1']
  ])('takes %s with asterisks in it for masked, whatever its name', async (_, value, made) => {
    const { printed, complained } = await ask({ '/api/v2/variables': page('variables', [variable('size', value)]) })
    expect(printed).toContain(made)
    expect(printed).not.toContain('***')
    expect(complained).toContain(', masked\n')
  })

  it('has no value for a connection that is one secret, if a part of it is masked', async () => {
    const made = connection('odd', { password: '***', extra: '{"a":"x","token":5,"t":"***"}' })
    const { printed, complained } = await ask({ '/api/v2/connections': page('connections', [made]) })
    expect(printed).toContain('conn_uri:\n      env: CONN_ODD_CONN_URI')
    expect(complained).toContain(', masked\n')
  })

  it('has the others where Airflow 2 cannot decrypt a connection', async () => {
    const api: Api = {
      airflow: 2,
      async get({ path, about }) {
        if (path.endsWith('/broken'))
          throw new AirflowError({ about, headers: {} } as unknown as Request, 500, 'Internal Server Error')
        const kind = path.slice(1)
        const all = kind === 'connections' ? [connection('broken'), connection('kept')] : []
        return (path.endsWith('/kept') ? connection('kept') : { [kind]: all, total_entries: all.length }) as never
      },
      close() {}
    }
    const { definitions, problems } = await readAirflow(api, 'http://airflow')
    expect(definitions.map(({ name }) => name)).toEqual(['kept'])
    expect(problems.map(({ message }) => message)).toEqual([
      'connection broken is in the list, but Airflow answered 500 to the request for it'
    ])
  })

  it('leaves out what belongs to a team, and says so', async () => {
    const { printed, complained } = await ask({
      '/api/v2/variables': page('variables', [variable('size', '1', { team_name: 'blue' }), variable('stage', 'prod')])
    })
    expect(printed).not.toContain('size')
    expect(complained).toContain('variable size is for team blue only, and is left out')
  })

  it.each([
    ['no value', variable('size', null), 'variable size has no value, or Airflow cannot decrypt it; delete it, or set it again'],
    ['a name that Vault cannot have', variable('a..b', '1'), 'variable a..b has two dots in a row']
  ])('leaves out a variable with %s, says so, and fails', async (_, one, why) => {
    const { exitCode, printed, complained } = await ask({
      '/api/v2/variables': page('variables', [one, variable('stage', 'prod')]),
      '/api/v2/connections': page('connections', [connection('typeless', { conn_type: null })])
    })
    expect(exitCode).toBe(1)
    expect(printed).toContain('variables:\n  stage: prod\n')
    expect(printed).not.toContain('connections')
    expect(complained).toContain(why)
    expect(complained).toMatch(/^warning: not in the manifest: http.*: connection typeless/m)
  })

  it.each([
    ['a number for a value', variable('size', 5), 'differs from what its API promises, at variables.0.value'],
    ['no name', { value: '1' }, 'differs from what its API promises, at variables.0.key']
  ])('prints no manifest for a variable with %s', async (_, one, why) => {
    const { exitCode, printed, complained } = await ask({ '/api/v2/variables': page('variables', [one]) })
    expect([exitCode, printed]).toEqual([1, ''])
    expect(complained).toContain(why)
  })

  it.each([
    ['a login page', { status: 200, body: '<html>', headers: { 'content-type': 'text/html' } }, 'is not JSON but text/html'],
    ['a redirect', { status: 302, body: '', headers: { location: 'http://127.0.0.1:1/' } }, 'Airflow answered 302'],
    ['no API', missing, 'Airflow answered 404 to the request for its version: no error text']
  ])('says where to look if the address leads to %s', async (_, answer, why) => {
    const { exitCode, complained } = await ask({ '/api/v2/version': () => answer as Answer })
    expect(exitCode).toBe(1)
    expect(complained).toContain(why)
    expect(complained).toContain('Check the URL')
  })

  it('hides the login in what a server says', async () => {
    const echo: Path = (_, { headers }) => ({ status: 403, body: { detail: `${headers['authorization']} may not` } })
    const { complained } = await ask({ '/api/v2/connections': echo }, { AIRFLOW_API_TOKEN: 'geheim-token' })
    expect(complained).toContain('Bearer *** may not')
    expect(complained).not.toContain('geheim')
  })

  it('hides a name and a password in what a server says, in both forms', async () => {
    const echo: Path = (_, { headers }) => ({ status: 403, body: { detail: `${headers['authorization']}, my password` } })
    const { complained } = await ask(
      { ...airflow2([]), '/api/v1/connections': echo },
      { AIRFLOW_USERNAME: 'me', AIRFLOW_PASSWORD: 'my password' }
    )
    expect(complained).toContain('Basic ***, ***')
  })

  it('copies names as they are, whatever the password is', async () => {
    const { complained } = await ask(
      {
        '/auth/token': () => ({ status: 201, body: { access_token: 'connections' } }),
        '/api/v2/connections': page('connections', [connection('airflow_db', { password: '***' })])
      },
      { AIRFLOW_USERNAME: 'airflow', AIRFLOW_PASSWORD: 'airflow' }
    )
    expect(complained).toContain('# connections.airflow_db.password, ')
  })

  it.each([
    ['the name and the password', { AIRFLOW_USERNAME: 'me', AIRFLOW_PASSWORD: 'geheim' }],
    ['the token', { AIRFLOW_API_TOKEN: 'geheim' }]
  ])('warns that %s cross a network in plain text', async (what, environment) => {
    const warning = `sends ${what} in plain text`
    expect((await ask({}, environment)).complained).not.toContain(warning)
    // What no rule takes for this machine, though it is.
    const far = server?.url.replace('127.0.0.1', '[::ffff:127.0.0.1]') ?? ''
    const sent = await type(['import', '--from-airflow', far], { environment })
    expect(sent.complained).toContain(`warning: --from-airflow ${far} ${warning}`)
    const open = await type(['import', '--from-airflow', far])
    expect(open.complained).not.toContain('warning')
  })

  it('sends a password as it is, with its spaces', async () => {
    await ask(airflow2([]), { AIRFLOW_USERNAME: 'me', AIRFLOW_PASSWORD: ' geheim ' })
    const { headers } = server?.calls.find(({ path }) => path.startsWith('/api/v1/connections')) ?? {}
    expect(headers?.['authorization']).toBe(`Basic ${Buffer.from('me: geheim ').toString('base64')}`)
  })

  it('says what an Airflow 2 that refuses a password may lack', async () => {
    const refused: Path = () => ({ status: 401, body: { title: 'Unauthorized' } })
    const login = { AIRFLOW_USERNAME: 'me', AIRFLOW_PASSWORD: 'geheim' }
    const setting = 'airflow.api.auth.backend.basic_auth'
    expect((await ask({ ...airflow2([]), '/api/v1/connections': refused }, login)).complained).toContain(setting)
    await server?.stop()
    expect((await ask({ ...airflow2([]), '/api/v1/connections': refused })).complained).not.toContain(setting)
    await server?.stop()
    expect((await ask({ '/auth/token': refused }, login)).complained).not.toContain(setting)
  })

  it.each([
    [{ AIRFLOW_USERNAME: 'me' }, 'AIRFLOW_PASSWORD is not set'],
    [{ AIRFLOW_PASSWORD: 'geheim' }, 'AIRFLOW_USERNAME is not set'],
    [{ AIRFLOW_API_TOKEN: 'gehe\nim' }, 'AIRFLOW_API_TOKEN is not a token']
  ])('asks nobody with half a login', async (environment, why) => {
    const { exitCode, complained } = await ask({}, environment)
    expect(exitCode).toBe(1)
    expect(complained).toContain(why)
    expect(complained).not.toContain('geheim')
    expect(server?.calls).toEqual([])
  })

  it('gives no Airflow 2 a name with a colon, which would end there', async () => {
    const { exitCode, complained } = await ask(airflow2([]), { AIRFLOW_USERNAME: 'me:you', AIRFLOW_PASSWORD: 'geheim' })
    expect(exitCode).toBe(1)
    expect(complained).toContain('AIRFLOW_USERNAME contains a colon')
    expect(server?.calls.some(({ headers }) => 'authorization' in headers)).toBe(false)
  })

  it('takes files or an address, not both, and one of them', async () => {
    expect((await type(['import'])).complained).toContain('import needs at least one file, or --from-airflow')
    const both = await type(['import', '.env', '--from-airflow', 'http://127.0.0.1:1'])
    expect(both.complained).toContain('--from-airflow cannot be combined with files')
    const wrong = await type(['import', '--from-airflow', 'localhost:8080'])
    expect(wrong.complained).toContain('--from-airflow must be an http:// or https:// URL')
  })
})
