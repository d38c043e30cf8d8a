import * as z from 'zod/mini'
import { withoutEnd } from '../base/ends.ts'
import { UserError } from '../base/errors.ts'
import { Secret } from '../base/secret.ts'
import { closeAgents, openAgents } from '../http/agents.ts'
import { proxyFor } from '../http/proxy.ts'
import { openTransport } from '../http/transport.ts'
import { AIRFLOW, AirflowError } from './service.ts'

/** What Airflow lets in: a token, or somebody's name and password; neither where it asks for nothing. */
export type Login = { readonly token: Secret } | { readonly username: string; readonly password: Secret } | undefined

export interface ApiOptions {
  /** Without a path of the API. */
  readonly url: string
  readonly login: Login
  readonly signal: AbortSignal
  /** Called with each further secret that a message might hold: what is sent instead of `login`, the password of a proxy. */
  readonly hide: (secret: Secret) => void
}

/** A look at something below `/api/v1` or `/api/v2`. */
export interface Look<T> {
  /** Such as `/variables`, encoded. */
  readonly path: string
  readonly query?: Readonly<Record<string, string | number>>
  /** As the user knows it: `connection warehouse`. */
  readonly about: string
  readonly shape: z.ZodMiniType<T>
}

/** The REST API of one Airflow. It only looks. */
export interface Api {
  /** 2 or 3: of Airflow itself; version 1 of the API is Airflow 2. */
  readonly airflow: 2 | 3
  /** Throws a `UserError` if there is no such thing, or none of this shape. */
  get<T>(look: Look<T>): Promise<T>
  close(): void
}

const VERSION = z.object({ version: z.string() })
const TOKEN = z.object({ access_token: z.string().check(z.minLength(1)) })

/** Those that the web server of an Airflow has by default. */
const WORKERS = 4

/** Finds out which Airflow answers, and logs in. */
export async function openApi({ url, login, signal, hide }: ApiOptions): Promise<Api> {
  const server = new URL(withoutEnd(url, '/'))
  const agents = openAgents({ skipVerify: false }, { proxy: proxyFor(server.href, hide), most: WORKERS })
  const { send } = openTransport(AIRFLOW, { agents, signal })
  const asking =
    (prefix: string, authorization: string | undefined): Api['get'] =>
    async ({ path, query = {}, about, shape }) => {
      const asked = new URLSearchParams(Object.entries(query).map(([name, value]) => [name, String(value)])).toString()
      const headers = { accept: 'application/json', 'user-agent': 'astro-vault-action' }
      const { body } = await send({
        method: 'GET',
        server,
        path: `${prefix}${path}${asked === '' ? '' : `?${asked}`}`,
        about,
        headers: authorization === undefined ? headers : { ...headers, authorization },
        repeat: 'idempotent'
      })
      return fitting(shape, body, about)
    }
  const version = { path: '/version', about: 'its version', shape: VERSION }
  const bearer = login !== undefined && 'token' in login ? `Bearer ${login.token.reveal()}` : undefined
  try {
    // Airflow 3 has no /api/v1, and Airflow 2 no /api/v2.
    const isNew = await asking('/api/v2', bearer)(version).then(() => true, unlessMissing)
    if (!isNew) await asking('/api/v1', bearer)(version)
    const authorization = login === undefined || 'token' in login ? bearer : await (isNew ? tokenFor : basic)(login)
    return {
      airflow: isNew ? 3 : 2,
      get: asking(isNew ? '/api/v2' : '/api/v1', authorization),
      close: () => closeAgents(agents)
    }
  } catch (error) {
    closeAgents(agents)
    throw error
  }

  /** Airflow 2 takes name and password with each request, with a colon between them. */
  async function basic({ username, password }: Named): Promise<string> {
    if (username.includes(':'))
      throw new UserError('AIRFLOW_USERNAME contains a colon, which Airflow 2 takes for the end of the name', {
        hint: 'Use the name of another user.'
      })
    const both = new Secret(Buffer.from(`${username}:${password.reveal()}`).toString('base64'))
    hide(both)
    return `Basic ${both.reveal()}`
  }

  /** Airflow 3 takes no password with a request, but gives a token for it. */
  async function tokenFor({ username, password }: Named): Promise<string> {
    const about = 'a token'
    const { body } = await send({
      method: 'POST',
      server,
      path: '/auth/token',
      about,
      headers: { accept: 'application/json', 'user-agent': 'astro-vault-action' },
      body: JSON.stringify({ username, password: password.reveal() }),
      repeat: 'idempotent'
    })
    const token = new Secret(fitting(TOKEN, body, about).access_token)
    hide(token)
    return `Bearer ${token.reveal()}`
  }
}

type Named = Extract<Login, { username: string }>

function unlessMissing(error: unknown): false {
  if (error instanceof AirflowError && error.status === 404) return false
  throw error
}

function fitting<T>(shape: z.ZodMiniType<T>, body: unknown, about: string): T {
  const { success, data, error } = shape.safeParse(body)
  if (success) return data
  const [issue] = error.issues
  const where = issue?.path.length ? `at ${issue.path.map(String).join('.')}` : 'as a whole'
  throw new UserError(`Airflow's answer to the request for ${about} differs from what its API promises, ${where}`, {
    hint: 'Check that nothing between this machine and Airflow changes its answers. If nothing does, use a newer version of this action.'
  })
}

/** What Airflow gives at once, unless its administrator allows more. */
const PAGE = 100

/** A list of Airflow: entries by name, and how many it counts. */
export interface Listed<T> {
  readonly found: ReadonlyMap<string, T>
  readonly counted: number
}

interface ListOptions<T> {
  readonly list: 'connections' | 'variables'
  readonly entry: z.ZodMiniType<T>
  readonly nameOf: (one: T) => string
  /** What to sort by, so that pages neither overlap nor leave a gap. */
  readonly order: string
}

/** Every entry of a list. What is deleted between two pages moves others to a page that was read, so such a list is read once more. */
export async function listAll<T>(api: Pick<Api, 'get'>, options: ListOptions<T>): Promise<Listed<T>> {
  const first = await readPages(api, options)
  return first.isWhole ? first : await readPages(api, options)
}

/** `isWhole`: it was of one length throughout, and all of it was shown. */
async function readPages<T>(api: Pick<Api, 'get'>, { list, entry, nameOf, order }: ListOptions<T>) {
  const page = z.object({ [list]: z.array(entry), total_entries: z.number() })
  const found = new Map<string, T>()
  const counts = new Set<number>()
  for (;;) {
    const offset = found.size
    const query = { limit: PAGE, offset, order_by: order }
    const answer = await api.get({ path: `/${list}`, query, about: list, shape: page })
    const counted = answer['total_entries'] as number
    counts.add(counted)
    for (const one of answer[list] as readonly T[]) found.set(nameOf(one), one)
    // A page that shows nothing new is the last one, whatever the total says.
    if (found.size >= counted || found.size === offset)
      return { found, counted, isWhole: counts.size === 1 && found.size === counted }
  }
}
