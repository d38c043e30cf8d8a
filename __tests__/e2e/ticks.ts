import type { RecordEntry } from '../../tools/servers/astro-api/exchange.mjs'
import type { Tapped } from '../../tools/servers/vault-tap.mjs'

/** What a run has said, and what the servers did for it. */
export interface Told {
  readonly log: string
  /** Its own requests to Vault, with the server's answers, whether or not it got them. */
  readonly vault: readonly Tapped[]
  readonly astro: readonly RecordEntry[]
}

/** How many different paths that match Vault has changed for this run. `refusing`: also those at which it found another version. */
const changed = ({ vault }: Told, path: RegExp, { refusing = false } = {}): number => {
  const isTrue = ({ method, path: asked, status = 0 }: Tapped) =>
    method !== 'GET' && ((status >= 200 && status < 300) || (refusing && status === 400)) && path.test(asked)
  return new Set(vault.filter(isTrue).map(({ path }) => path)).size
}

const RECORDS = 'airflow/data/_astro-vault-action'

/** For each line with a tick, what must have happened. */
const PROOFS: readonly (readonly [line: RegExp, isTrue: (told: Told, ...named: string[]) => boolean])[] = [
  [/^enable approle auth method auth\/(.+)$/, (told, path) => changed(told, exactly(`sys/auth/${path}`)) > 0],
  [/^enable KV version 2 secrets engine (.+)\/$/, (told, path) => changed(told, exactly(`sys/mounts/${path}`)) > 0],
  [/^(?:write|narrow) policy (.+)$/, (told, name) => changed(told, exactly(`sys/policies/acl/${name}`)) > 0],
  [/^write role (.+)$/, (told, path) => changed(told, exactly(path)) > 0],
  [/^(?:claim|record) .* manifest (.+)$/, (told, name) => changed(told, new RegExp(`^${RECORDS}/manifests/${name}/`)) > 0],
  [/^correct the record of the Deployment$/, told => changed(told, new RegExp(`^${RECORDS}/consumers/`)) > 0],
  // Check-and-set cannot tell an earlier attempt of ours from another run that has written the very same as the same version.
  [/^write (\d+) of \d+ secrets?$/, (told, count) => changed(told, /^airflow\/data\/(?!_)/, { refusing: true }) >= Number(count)],
  [/^(?:issue a|replace the) secret-id$/, told => changed(told, /\/custom-secret-id$/) > 0],
  [/^verify /, told => changed(told, /^auth\/approle\/login$/) > 0 && changed(told, /^sys\/capabilities-self$/) > 0],
  [
    /^set (.+)$/,
    ({ astro }, key) => astro.some(({ update }) => [...(update?.added ?? []), ...(update?.changed ?? [])].includes(key))
  ],
  [/^deploy /, ({ astro }) => astro.some(({ deploy }) => deploy?.status === 'DEPLOYED')],
  [
    /^wait until the Deployment is healthy$/,
    ({ astro }) => astro.some(({ method, status }) => method === 'GET' && status === 200)
  ],
  [/^destroy secret-id .+$/, told => changed(told, /\/secret-id-accessor\/destroy$/) > 0]
]

const exactly = (text: string): RegExp => new RegExp(`^${text}$`)

/** Lines of the log that tell as done what is not known to have been done for this run. */
export function untrueTicks(told: Told): string[] {
  const ticks = told.log.split('\n').flatMap(line => /^✓ (.*)$/.exec(line.trim())?.[1] ?? [])
  return ticks.filter(tick => {
    const [line, isTrue] = PROOFS.find(([line]) => line.test(tick)) ?? []
    return line === undefined || !isTrue?.(told, ...(line.exec(tick)?.slice(1) ?? []))
  })
}
