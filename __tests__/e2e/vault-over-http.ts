import { type RequestOptions, request } from 'node:http'
import { text } from 'node:stream/consumers'

/** A few calls to a test's own server, with the root token: what the action did is looked at without the action's code. */
export interface Server {
  readonly url: string
  readonly rootToken: string
  /** An address of this machine that requests come from, such as 127.0.0.2. */
  readonly from?: string | undefined
  /** What the token file of Airflow's pods has. */
  readonly podToken?: string | undefined
}

export type Json = Record<string, any>

/**
 * One request on a connection of its own, which is tried again where the server closes it: it does that to kept ones, and
 * under load to others. What tests ask for may be asked twice.
 */
async function exchange(url: string, options: RequestOptions, body = '', tries = 5): Promise<{ status: number; text: string }> {
  try {
    return await new Promise((resolve, reject) => {
      const call = request(url, { ...options, agent: false }, answer => {
        text(answer).then(said => resolve({ status: answer.statusCode ?? 0, text: said }), reject)
      })
      call.on('error', reject).end(body)
    })
  } catch (error) {
    if (tries === 1) throw error
    return await exchange(url, options, body, tries - 1)
  }
}

/** The body of a 200 or 204; undefined for a 404. Anything else throws. */
export async function ask(
  { url, rootToken, from }: Server,
  path: string,
  body?: object,
  token = rootToken
): Promise<Json | undefined> {
  const { status, text } = await exchange(
    `${url}/v1/${path}`,
    {
      ...(from && { localAddress: from }),
      method: body === undefined ? 'GET' : 'POST',
      headers: token === '' ? {} : { 'X-Vault-Token': token }
    },
    body && JSON.stringify(body)
  )
  if (status === 404) return undefined
  if (status >= 300) throw new Error(`${status} ${path}: ${text}`)
  return text === '' ? {} : JSON.parse(text)
}

/** Whether or not there was anything. */
export async function remove({ url, rootToken }: Server, path: string): Promise<void> {
  await exchange(`${url}/v1/${path}`, { method: 'DELETE', headers: { 'X-Vault-Token': rootToken } })
}

/** Names below a folder, sorted; sub-folders are followed. */
export async function keysBelow(server: Server, mount: string, folder = ''): Promise<string[]> {
  const listed = await ask(server, `${mount}/metadata/${folder}?list=true`)
  const names: string[] = listed?.['data'].keys ?? []
  const found = await Promise.all(
    names.map(name => (name.endsWith('/') ? keysBelow(server, mount, folder + name) : [folder + name]))
  )
  return found.flat().sort()
}

export async function readSecret(
  server: Server,
  mount: string,
  path: string
): Promise<{ data: Json; version: number } | undefined> {
  const found = await ask(server, `${mount}/data/${path}`)
  return found && { data: found['data'].data, version: found['data'].metadata.version }
}

/** Secret-ids of a role by accessor, less the one-minute ones of the action's own proof. */
export async function secretIds(server: Server, role = 'astro_role', mount = 'approle'): Promise<Map<string, Json>> {
  const listed = await ask(server, `auth/${mount}/role/${role}/secret-id?list=true`)
  const accessors: string[] = listed?.['data'].keys ?? []
  const found = new Map<string, Json>()
  for (const accessor of accessors) {
    const facts = await ask(server, `auth/${mount}/role/${role}/secret-id-accessor/lookup`, { secret_id_accessor: accessor })
    if (facts && facts['data'].metadata?.purpose !== 'verify') found.set(accessor, facts['data'])
  }
  return found
}

/** Logs in with the kwargs of a Deployment and reads one secret of each kind, as Airflow does. Throws where that fails. */
export async function readWith(server: Server, kwargs: Json, variable: string, connection: string): Promise<[Json, Json]> {
  const mount = kwargs['auth_mount_point'] ?? 'approle'
  const { role_id, secret_id, jwt_role: role } = kwargs
  const body = role === undefined ? { role_id, secret_id } : { role, jwt: server.podToken }
  const login = await ask(server, `auth/${mount}/login`, body, '')
  const token = login?.['auth'].client_token
  const read = async (path: string) => {
    const found = await ask(server, `${kwargs['mount_point']}/data/${path}`, undefined, token)
    if (found === undefined) throw new Error(`${path} is not there`)
    return found['data'].data
  }
  return [await read(`${kwargs['variables_path']}/${variable}`), await read(`${kwargs['connections_path']}/${connection}`)]
}

/** Our record of a Deployment. */
export async function consumerRecord(server: Server, deploymentId: string, mount = 'airflow'): Promise<Json | undefined> {
  const stored = await readSecret(server, mount, `_astro-vault-action/consumers/${deploymentId}`)
  return stored && JSON.parse(stored.data['value'])
}
