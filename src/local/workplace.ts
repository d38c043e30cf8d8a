import { mkdirSync, realpathSync } from 'node:fs'
import { join } from 'node:path'
import * as z from 'zod/mini'
import { BACKEND_KWARGS } from '../airflow/kwargs.ts'
import type { Environment } from '../base/environment.ts'
import { UserError } from '../base/errors.ts'
import { readIfThere } from '../base/files.ts'
import { assignments } from '../imports/dotenv.ts'
import { vaultUrlProblem } from '../vault/address.ts'
import { type LocalConsumer, localConsumer } from './consumer.ts'
import { ENV, type EnvFile, envFileOf, idIn } from './env-file.ts'
import { airflowUrlOf, isStandaloneConfig } from './place.ts'
import { SECRETS } from './project.ts'
import { type StateFolder, stateFolder } from './state.ts'

/** One Astro project on this machine. */
export interface Workplace {
  readonly projectDir: string
  /** The folder itself, by whatever links it was named. */
  readonly realDir: string
  readonly consumer: LocalConsumer
  readonly env: EnvFile
  readonly state: StateFolder
  /** Whether its Airflow runs without containers unless somebody says otherwise. */
  readonly isStandalone: boolean
  /** The address of Vault as its Airflow reaches it. */
  airflowUrl(url: string, typed: { readonly isStandalone: boolean; readonly given: string | undefined }): string
  /** The variables of `.env.local-secrets`; what is no variable is complained of. */
  secrets(complain: (message: string) => void): ReadonlyMap<string, string>
  /** What `.env` tells Airflow; undefined if it has nothing from us. */
  kwargs(): Readonly<Record<string, string>> | undefined
}

/** Of these, text is all that a login needs. */
const TEXTS = z.record(z.string(), z.unknown())

export function workplace(
  projectDir: string,
  { environment, home }: { readonly environment: Environment; readonly home: string }
): Workplace {
  const around = { environment, home }
  const realDir = realpathSync(projectDir)
  const placeOf = (id: string) => {
    const state = stateFolder({ id }, around).read()
    return state && (state.projectDir ?? realDir)
  }
  const consumer = localConsumer(realDir, { placeOf, idIn })
  const state = stateFolder(consumer, around)
  const env = envFileOf(projectDir, consumer.id)
  const isStandalone = isStandaloneConfig(readIfThere(join(projectDir, '.astro', 'config.yaml')) ?? '')
  mkdirSync(state.folder, { recursive: true, mode: 0o700 })
  return {
    projectDir,
    realDir,
    consumer,
    env,
    state,
    isStandalone,
    airflowUrl(url, typed) {
      const { given } = typed
      for (const [option, text] of Object.entries({ 'vault-url': url, 'airflow-url': given ?? url })) {
        const problem = vaultUrlProblem(text)
        if (problem !== undefined) throw new UserError(`--${option} ${problem}`)
      }
      if (given !== undefined) return given
      return airflowUrlOf(url, {
        isStandalone: isStandalone || typed.isStandalone,
        hasHostName: process.platform !== 'linux'
      })
    },
    secrets(complain) {
      const text = readIfThere(join(projectDir, SECRETS)) ?? ''
      const found = assignments(text, (line, message) => complain(`${SECRETS}, line ${line} ${message}`))
      return new Map(found.map(({ name, value }) => [name, value]))
    },
    kwargs() {
      const text = env.variables().get(BACKEND_KWARGS)
      if (text === undefined) return undefined
      const kwargs = parsed(text)
      if (kwargs === undefined)
        throw new UserError(`${ENV} sets ${BACKEND_KWARGS} to what is not a JSON object`, {
          hint: 'Run `local up`, which writes it again.'
        })
      return Object.fromEntries(Object.entries(kwargs).filter((entry): entry is [string, string] => typeof entry[1] === 'string'))
    }
  }
}

/** Undefined for what is no JSON object: an error of the parser would quote what is secret. */
function parsed(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    return TEXTS.safeParse(JSON.parse(text)).data
  } catch {
    return undefined
  }
}
