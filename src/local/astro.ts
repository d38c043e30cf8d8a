import { createHash } from 'node:crypto'
import { BACKEND_KWARGS } from '../airflow/kwargs.ts'
import type { Astro, Deployment, DeploymentVariable } from '../astro/port.ts'
import { Secret } from '../base/secret.ts'
import type { EnvFile } from './env-file.ts'

interface Workplace {
  /** Of its record in Vault. */
  readonly id: string
  readonly name: string
  readonly env: EnvFile
  /** Whether the Vault of this run knows what our lines hold: a development server that was started again knows nothing. */
  readonly isKnown: () => Promise<boolean>
}

/**
 * A workstation, as the engine sees a Deployment: the lines of its `.env` are its variables. In place of times it has fingerprints, so
 * that the record tells whether somebody else changed one. It has nothing else of a Deployment.
 */
export function localAstro({ id, name, env, isKnown }: Workplace): Astro {
  const look = (variables: ReadonlyMap<string, string>): Deployment => ({
    id,
    name,
    workspaceId: '',
    status: 'HEALTHY',
    dagDeploys: false,
    variables: new Map([...variables].map(([key, value]) => [key, variableOf(key, value)])),
    shipped: {},
    addresses: { unknown: 'is a workstation, whose addresses change' }
  })
  const find = async () => look((await isKnown()) ? env.variables() : new Map())
  return {
    ready: async () => {},
    find,
    findAll: refs => Promise.allSettled(refs.map(find)),
    named: none,
    withId: none,
    copy: none,
    remove: none,
    async setVariable(_, key, value) {
      env.set(key, value.reveal())
      return look(env.variables())
    },
    setOverride: none,
    test: none,
    deploy: none,
    arrived: none
  }
}

/** Airflow's own words: the class is no secret. */
const variableOf = (key: string, value: string): DeploymentVariable => ({
  secret: key === BACKEND_KWARGS,
  value: new Secret(value),
  updatedAt: stampOf(value)
})

/** In the form of a time, as a record keeps it. What it is taken of has a random secret-id of 122 bits, or is no secret. */
const stampOf = (value: string): string => `0${createHash('sha256').update(value).digest('hex').slice(0, 40).toUpperCase()}`

const none = async (): Promise<never> => {
  throw new Error('a workstation is no Deployment in Astro')
}
