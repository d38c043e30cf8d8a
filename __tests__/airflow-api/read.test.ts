import { afterEach, describe, expect, it } from '@jest/globals'
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

  it('ends with the page that shows nothing new, whatever the total says', async () => {
    const same: Path = () => ok({ variables: [variable('size', '1')], total_entries: 1e9 })
    const { exitCode, complained } = await ask({ '/api/v2/variables': same })
    expect(exitCode).toBe(0)
    expect(complained).toContain('Airflow says that it has 999999999 more variables than it shows, so the manifest lacks them')
    expect(server?.calls.filter(({ path }) => path.includes('variables'))).toHaveLength(2)
  })

  it('asks the Airflow 2 that answers where Airflow 3 does not', async () => {
    const { exitCode, printed } = await ask({
      '/api/v2/version': () => missing,
      '/api/v1/version': () => ok({ version: '2.11.0' }),
      '/api/v1/connections': page('connections', [connection('a b/c')]),
      '/api/v1/connections/a%20b%2Fc': () => ok(connection('warehouse', { extra: '{"token":"***"}' })),
      '/api/v1/variables': page('variables', [])
    })
    expect(exitCode).toBe(0)
    expect(printed).toContain('$env: CONN_WAREHOUSE_EXTRA_TOKEN')
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

  it('leaves out what belongs to a team, and says so', async () => {
    const { printed, complained } = await ask({
      '/api/v2/variables': page('variables', [variable('size', '1', { team_name: 'blue' }), variable('stage', 'prod')])
    })
    expect(printed).not.toContain('size')
    expect(complained).toContain('variable size is for team blue only, and is left out')
  })

  it.each([
    ['no value', variable('size', null), 'variable size has no value, or Airflow cannot decrypt it'],
    ['a name that Vault cannot have', variable('a..b', '1'), 'variable a..b has two dots in a row'],
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

  it('takes files or an address, not both, and one of them', async () => {
    expect((await type(['import'])).complained).toContain('import needs at least one file, or --from-airflow')
    const both = await type(['import', '.env', '--from-airflow', 'http://127.0.0.1:1'])
    expect(both.complained).toContain('--from-airflow cannot be combined with files')
    const wrong = await type(['import', '--from-airflow', 'localhost:8080'])
    expect(wrong.complained).toContain('--from-airflow must be an http:// or https:// URL')
  })
})
