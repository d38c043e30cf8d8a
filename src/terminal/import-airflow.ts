import { openApi } from '../airflow-api/api.ts'
import { readAirflow } from '../airflow-api/read.ts'
import type { Environment } from '../base/environment.ts'
import { Mistakes, UserError } from '../base/errors.ts'
import { Secret } from '../base/secret.ts'
import type { Imported } from '../imports/collector.ts'
import { withProperNames } from '../imports/read.ts'
import { mistake } from '../inputs/mistake.ts'
import { SCHEMA } from '../inputs/schema.ts'
import { endOf } from '../launch/ending.ts'
import { isLoopback } from '../run/addresses.ts'
import { isServerUrl } from '../vault/address.ts'
import { BadUsage } from './command-line.ts'
import type { Call } from './workstation.ts'

type Login = Parameters<typeof openApi>[0]['login']

/** What a running Airflow shows of its connections and variables. `hide` is called with each secret that a message might hold. */
export async function importedFrom(
  url: string,
  { environment, source, complain }: Pick<Call, 'environment' | 'source' | 'complain'>,
  hide: (secret: Secret) => void
): Promise<Imported> {
  if (!isServerUrl(url)) throw new BadUsage(['--from-airflow must be an http:// or https:// URL without user, query or fragment'])
  const login = loginIn(environment)
  if (login !== undefined) hide('token' in login ? login.token : login.password)
  if (login !== undefined && new URL(url).protocol === 'http:' && !isLoopback(new URL(url).hostname)) {
    const what = 'token' in login ? 'the token' : 'the name and the password'
    complain(`warning: --from-airflow ${url} sends ${what} in plain text; use https if Airflow has it\n`)
  }
  const limit = SCHEMA.shape['run-timeout'].safeParse(source.get('run-timeout'))
  if (!limit.success) throw new Mistakes(limit.error.issues.map(({ message }) => mistake('run-timeout', message)))
  const ending = endOf(limit.data)
  try {
    const api = await openApi({ url, login, signal: ending.signal, hide })
    try {
      return withProperNames(await readAirflow(api, url), 'in Airflow and in the DAGs')
    } finally {
      api.close()
    }
  } finally {
    ending.forget()
  }
}

/** None where Airflow lets everybody in, as on a workstation. */
function loginIn(environment: Environment): Login {
  const given = (name: string) => environment[name] ?? ''
  const [token, username] = [given('AIRFLOW_API_TOKEN').trim(), given('AIRFLOW_USERNAME').trim()]
  // Spaces may be a part of it.
  const password = given('AIRFLOW_PASSWORD')
  if (token !== '') {
    if (/^[\x21-\x7e]+$/.test(token)) return { token: new Secret(token) }
    throw new UserError('AIRFLOW_API_TOKEN is not a token: it has characters that no header can hold')
  }
  if (username === '' && password === '') return undefined
  if (username !== '' && password !== '') return { username, password: new Secret(password) }
  throw new UserError(`AIRFLOW_${username === '' ? 'USERNAME' : 'PASSWORD'} is not set, but the other of the two is`, {
    hint: 'Set both, or AIRFLOW_API_TOKEN alone.'
  })
}
