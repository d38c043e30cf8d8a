import { apiAddress } from '../astro/address.ts'
import type { CliChoice } from '../astro/install/release.ts'
import { readToken } from '../astro/token.ts'
import { Mistakes } from '../base/errors.ts'
import { Secret } from '../base/secret.ts'
import { mistake } from './mistake.ts'
import type { RawInputs } from './schema.ts'

export interface AstroInputs {
  readonly token: Secret
  readonly organization: string
  readonly workspace: string
  /** Of the API. */
  readonly address: URL
  /** Of the CLI, with the address of its API if that is one of tests. */
  readonly domain: string
  readonly apiUrl?: string
  readonly cli: CliChoice
}

/** Which Deployments: one by id, by name in Astro, or by its key under `deployments:` in the manifest; or several by their keys. */
export type Selection =
  | { readonly id: string }
  | { readonly name: string }
  | { readonly entry: string }
  | { readonly entries: readonly string[] | 'all' }

/** How to reach Astro; undefined in sync mode and without a token. */
export function astroInputs(raw: RawInputs, now: Date): AstroInputs | undefined {
  const token = raw['astro-api-token']
  if (raw.mode === 'sync' || token === '') return undefined
  const claims = readToken(token, now)
  const given = raw['workspace-id']
  const workspace = given || claims.workspace
  if (workspace === undefined)
    throw new Mistakes([
      mistake(
        'workspace-id',
        'is missing or empty; astro-api-token belongs to an Organization and names no Workspace',
        'Set it to the id of the Workspace that the Deployment is in.'
      )
    ])
  if (claims.workspace !== undefined && claims.workspace !== workspace)
    throw new Mistakes([
      mistake(
        'workspace-id',
        `is ${given}, but astro-api-token belongs to Workspace ${claims.workspace}`,
        'Remove `workspace-id`, or use a token of that Workspace.'
      )
    ])
  const domain = raw['astro-domain']
  const apiUrl = raw['astro-api-url'] || undefined
  const address = apiAddress(domain, apiUrl)
  if (address === undefined)
    throw new Mistakes([
      mistake(
        'astro-domain',
        'must be the name of a host, such as astronomer.io',
        'It is meant for tests. Remove it to use Astro.'
      )
    ])
  return {
    token: new Secret(token),
    organization: claims.organization,
    workspace,
    address,
    domain,
    ...(apiUrl && { apiUrl }),
    cli: cliChoice(raw)
  }
}

export function selectionOf(raw: RawInputs): Selection | undefined {
  if (raw['deployment-id'] !== '') return { id: raw['deployment-id'] }
  if (raw['deployment-name'] !== '') return { name: raw['deployment-name'] }
  if (raw.deployments !== '') return { entries: typeof raw.deployments === 'string' ? 'all' : raw.deployments }
  return raw.deployment === '' ? undefined : { entry: raw.deployment }
}

const cliChoice = (raw: RawInputs): CliChoice => ({
  version: raw['astro-version'] || undefined,
  checksum: raw['astro-checksum'] || undefined,
  mirror: raw['astro-mirror'] || undefined
})
