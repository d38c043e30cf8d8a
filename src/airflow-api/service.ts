import * as z from 'zod/mini'
import { jsonOf, quoted, retryAfterOf } from '../http/answer.ts'
import { Refusal } from '../http/errors.ts'
import { nameOf, type Request, type Service } from '../http/service.ts'
import { type Row, WHILE_LIMITED_MS } from '../http/verdict.ts'

/** A refusal of Airflow 2 has a title, and perhaps a detail; one of Airflow 3 has a detail, which may be a structure. */
const refusal = z.object({ title: z.optional(z.string()), detail: z.optional(z.unknown()) })

const CREDENTIALS =
  'Set AIRFLOW_API_TOKEN, or AIRFLOW_USERNAME and AIRFLOW_PASSWORD, for somebody who may read connections and variables. On Astro, an API token of the Deployment, its Workspace or its Organization is one.'
/** What is refused although it is right: by default, that Airflow takes no password. */
const OF_AIRFLOW_2 =
  'Airflow 2 takes a name and a password only where `auth_backends` in its section `[api]` has `airflow.api.auth.backend.basic_auth`.'
const ADDRESS =
  "Check the URL: it is Airflow's address in the browser up to, and without, /home. A prefix such as /dabc1234 belongs to it."
const LATER = 'Run again later: Airflow does not work at the moment, or something in front of it answered instead.'

const HINTS: Readonly<Record<number, string>> = {
  301: ADDRESS,
  302: `${ADDRESS} If it is right, a login page answers: ${CREDENTIALS}`,
  303: ADDRESS,
  307: ADDRESS,
  308: ADDRESS,
  401: CREDENTIALS,
  403: CREDENTIALS,
  404: ADDRESS
}

/** A request that Airflow refused. */
export class AirflowError extends Refusal {
  readonly #said: string

  constructor(request: Request, status: number, said: string, retryAfter?: number) {
    super(`Airflow answered ${status} to ${nameOf(request)}: ${said}`, {
      status,
      retryAfter,
      hint: hintFor(status, request)
    })
    this.name = 'AirflowError'
    this.#said = said
  }

  says(text: string): boolean {
    return this.#said.includes(text)
  }
}

function hintFor(status: number, { headers }: Request): string | undefined {
  const isLogin = HINTS[status] === CREDENTIALS && headers['authorization']?.startsWith('Basic ')
  if (isLogin) return `${CREDENTIALS} ${OF_AIRFLOW_2}`
  return HINTS[status] ?? (status >= 500 ? LATER : undefined)
}

const REFUSALS: readonly Row[] = [
  { status: 429, outcome: 'not executed', patienceMs: WHILE_LIMITED_MS },
  ...[408, 500, 502, 503, 504].map(status => ({ status, outcome: 'unknown' as const }))
]

const CANNOT_REACH = 'Check the URL, and that this machine can reach Airflow, through the proxy in HTTPS_PROXY if it needs one.'

/** Airflow's REST API, as a transport has to know it. */
export const AIRFLOW: Service = {
  name: 'Airflow',
  refusals: REFUSALS,
  hints: {
    ECONNREFUSED: CANNOT_REACH,
    ENOTFOUND: CANNOT_REACH,
    NO_CONNECTION: CANNOT_REACH,
    NO_ANSWER: LATER,
    NOT_JSON: ADDRESS
  },
  /** A good answer is JSON; a refusal may be a page for a browser, of which nothing is quoted. */
  read(answer, request) {
    const { status, text, headers } = answer
    if (status === 200 || status === 201) return { status, body: jsonOf({ ...answer, status: 200 }, request, AIRFLOW) }
    const isJson = headers['content-type']?.includes('json') === true
    const { title, detail } = refusal.safeParse(isJson ? parse(text) : undefined).data ?? {}
    const said = typeof detail === 'string' ? detail : (title ?? (isJson ? quoted(text) : 'no error text'))
    throw new AirflowError(request, status, said || 'no error text', retryAfterOf(answer))
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
