import type * as z from 'zod/mini'
import { UserError } from '../base/errors.ts'
import type { Secret } from '../base/secret.ts'
import { openAgents } from '../http/agents.ts'
import { proxyFor } from '../http/proxy.ts'
import { openTransport } from '../http/transport.ts'
import { ASTRO } from './service.ts'

export interface ApiOptions {
  readonly token: Secret
  readonly organization: string
  readonly address: URL
  readonly signal: AbortSignal
  /** Called with a password that the address of a proxy contains. */
  readonly hide: (secret: Secret) => void
  /** How long a look is retried, in milliseconds; default: as long as for any service. */
  readonly patienceMs?: number
}

/** A look at something below the Organization of the token. */
export interface Look<T> {
  /** Such as `/deployments/cl…`, encoded. */
  readonly path: string
  readonly query?: Readonly<Record<string, string | number>>
  /** Whom it is about, as the user knows it: `Deployment prod`. */
  readonly about: string
  readonly shape: z.ZodMiniType<T>
}

/** Astro's API, version 1. It only looks: changes go through the CLI. */
export interface Api {
  /** Throws a `UserError` if there is no such thing, or none of this shape. */
  get<T>(look: Look<T>): Promise<T>
  /** Ends every look. */
  close(): void
}

/** One kept connection, on which one request follows another: the platform limits the rate, and says nowhere at how many. */
export function openApi({ token, organization, address, hide, patienceMs, ...options }: ApiOptions): Api {
  const closing = new AbortController()
  const signal = AbortSignal.any([options.signal, closing.signal])
  const agents = openAgents({ skipVerify: false }, { proxy: proxyFor(address.href, hide), most: 1 })
  const transport = openTransport(ASTRO, { agents, signal, ...(patienceMs === undefined ? {} : { patienceMs }) })
  return {
    async get({ path, query = {}, about, shape }) {
      const asked = new URLSearchParams(Object.entries(query).map(([name, value]) => [name, String(value)])).toString()
      const { body } = await transport.send({
        method: 'GET',
        server: address,
        path: `/v1/organizations/${encodeURIComponent(organization)}${path}${asked === '' ? '' : `?${asked}`}`,
        about,
        headers: { authorization: `Bearer ${token.reveal()}`, accept: 'application/json', 'user-agent': 'astro-vault-action' },
        repeat: 'idempotent'
      })
      const { success, data, error } = shape.safeParse(body)
      if (success) return data
      const [issue] = error.issues
      const where = issue?.path.length ? `at ${issue.path.map(String).join('.')}` : 'as a whole'
      throw new UserError(`Astro's answer about ${about} (GET ${path}) differs from what its API promises, ${where}`, {
        hint: 'Check that nothing between this runner and Astro changes its answers. If nothing does, use a newer version of this action.'
      })
    },
    close: () => closing.abort(new UserError('the run is over'))
  }
}

/** The most that the platform gives at once. */
const PAGE = 1000

interface List<P, T> extends Omit<Look<P>, 'shape'> {
  readonly page: z.ZodMiniType<P>
  readonly entries: (page: P) => readonly T[]
}

/** Every entry of a list. The platform promises no order, so no page is left out. */
export async function listAll<P extends { totalCount: number }, T extends { id: string }>(
  api: Pick<Api, 'get'>,
  { path, query, about, page: shape, entries }: List<P, T>
): Promise<readonly T[]> {
  const found = new Map<string, T>()
  for (;;) {
    const offset = found.size
    const page = await api.get({ path, query: { ...query, limit: PAGE, offset }, about, shape })
    for (const one of entries(page)) found.set(one.id, one)
    // A list that others add to shifts while it is read; one that shows nothing new has come to its end.
    if (found.size >= page.totalCount || found.size === offset) return [...found.values()]
  }
}
