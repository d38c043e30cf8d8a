import { UserError } from '../base/errors.ts'
import type { Finished } from '../base/process.ts'
import { type Cli, complaint } from './cli.ts'
import { patiently } from './patience.ts'
import { isStartUpFailure, startUpFailure } from './start-up.ts'

/** What Astro's API shows, version 1. */
export interface Api {
  /** The JSON at a path below the Organization, such as `/deployments/cl…`. Throws a `UserError` if there is none. */
  get(path: string): Promise<unknown>
}

/** Both ways to Astro: changes go through the CLI. */
export interface Ways {
  readonly cli: Cli
  readonly api: Api
}

/** Through the CLI: with its token, address, proxies and certificate authorities. Its exit code is 0 even for a web page. */
export function openApi(cli: Cli): Api {
  return {
    async get(path) {
      const look = async () => answerIn(await cli.astro(['api', 'cloud', `/organizations/{organizationId}${path}`]))
      const answer = await patiently(cli.signal, look, ({ final }) => final)
      if (answer.json !== undefined) return answer.json
      if (isStartUpFailure(answer.said)) throw await startUpFailure(cli)
      throw new UserError(`Astro's API does not show ${path.replace(/\?.*/, '')}: ${answer.said}`)
    }
  }
}

interface Answer {
  readonly json?: unknown
  readonly said: string
  readonly final: boolean
}

/** Before the JSON the CLI says which token it uses; a refusal is JSON too. */
function answerIn(done: Finished): Answer {
  const json = parsed(done.stdout)
  if (done.exitCode === 0)
    return json === undefined ? { said: 'the answer is not JSON', final: false } : { json, said: '', final: true }
  const why = complaint(done)
  const message = (json as { message?: unknown } | undefined)?.message
  return { said: typeof message === 'string' ? `${why}: ${message}` : why, final: /status 4(?!29)\d\d/.test(why) }
}

function parsed(stdout: string): unknown {
  const begin = stdout.search(/^\{/m)
  try {
    return begin < 0 ? undefined : JSON.parse(stdout.slice(begin))
  } catch {
    return undefined
  }
}
