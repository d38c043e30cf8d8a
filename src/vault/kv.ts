import { UserError } from '../base/errors.ts'
import { Secret } from '../base/secret.ts'
import { authorsOf } from './authors.ts'
import { type Client, dataIn } from './client.ts'
import { VaultError, VersionConflict } from './errors.ts'
import { keepHint } from './hints.ts'
import { apiPath } from './paths.ts'
import type { KvData, KvRead, ListedVersion, Vault } from './port.ts'

/** Names on a page of a listing. Many, because the server walks the whole folder for each page; not a round number, because
 * generated folders often hold one, and a full last page costs a request for an empty one. */
const PAGE = 16_384

type Kv = Pick<
  Vault,
  'read' | 'readVersion' | 'authors' | 'write' | 'deleteVersions' | 'undeleteVersions' | 'forget' | 'list' | 'versions'
>

/** KV version 2. */
export function kvPort(client: Client): Kv {
  const at = (mount: string, kind: string, path: string) => `${apiPath(mount)}/${kind}/${apiPath(path)}`
  const get = async (mount: string, path: string, query = ''): Promise<KvRead> => {
    try {
      const { data } = await client.get(at(mount, 'data', path) + query)
      // Version 1 keeps a secret of its own at that path, which Airflow does not read.
      if (typeof data?.['metadata'] !== 'object')
        throw new UserError(`${mount}/${path} cannot be read, because ${mount}/ is not KV version 2`)
      const until = untilOf(data['metadata'])
      const since = timeIn(data['metadata'], 'created_time')
      const there = { state: 'present', data: new Secret(data['data'] as KvData), version: versionOf(data), ...since } as const
      return until === undefined ? there : { ...there, until }
    } catch (error) {
      if (!(error instanceof VaultError)) throw error
      if (error.status === 404)
        return { state: 'absent', version: versionOf(error.data), ...timeIn(metadataOf(error.data), 'deletion_time') }
      if (error.status === 403) return { state: 'not-visible', because: error.message }
      throw error
    }
  }
  const read = (mount: string, path: string) => get(mount, path)

  return {
    read,
    readVersion: (mount, path, version) => get(mount, path, `?version=${version}`),
    authors: (mount, path, version) => authorsOf(client, mount, path, version),

    async write(mount, path, wanted, expected) {
      try {
        const answer = await client.post(at(mount, 'data', path), { options: { cas: expected }, data: wanted.reveal() })
        const version = Number(answer.data?.['version'])
        // KV version 1 answers such a write with 204 and stores the wrapping too.
        if (!Number.isInteger(version)) throw new UserError(`${mount}/${path} was written, but ${mount}/ is not KV version 2`)
        return staying(mount, path, version, untilOf(answer.data))
      } catch (error) {
        if (!(error instanceof VaultError && error.says('check-and-set parameter did not match'))) throw error
        // An earlier attempt may have succeeded without an answer. More than one version on, somebody else wrote too.
        const there = await read(mount, path)
        if (there.state === 'present' && there.version === expected + 1 && there.data.equals(wanted))
          return staying(mount, path, there.version, there.until)
        throw new VersionConflict(
          `${mount}/${path} was changed by somebody else during this run (expected version ${expected})`,
          { hint: 'Nothing was overwritten. Run again to compare the new content with the manifest.' }
        )
      }
    },

    async deleteVersions(mount, path, versions) {
      await client.post(at(mount, 'delete', path), { versions })
    },

    async undeleteVersions(mount, path, versions) {
      await client.post(at(mount, 'undelete', path), { versions })
    },

    async forget(mount, path) {
      await client.delete(at(mount, 'metadata', path))
    },

    async list(mount, folder) {
      const pages = await listed(client, at(mount, 'metadata', folder))
      return pages && new Set(pages.flatMap(({ keys }) => keys))
    },

    async versions(mount, folder) {
      const pages = await listed(client, at(mount, 'detailed-metadata', folder))
      if (pages === undefined) return undefined
      const facts = pages.flatMap(({ details }) => Object.entries(details))
      return new Map(facts.flatMap(([name, detail]) => (name.endsWith('/') ? [] : [[name, currentVersion(detail)]])))
    }
  }
}

interface Page {
  readonly keys: readonly string[]
  /** By name; empty for a plain listing. */
  readonly details: Readonly<Record<string, Detail>>
}

interface Detail {
  readonly current_version: number
  readonly versions: Readonly<Record<string, { readonly deletion_time: string; readonly destroyed: boolean }>>
}

/** All pages of a listing; undefined if it is not allowed, or the server does not know it. */
async function listed(client: Client, url: string): Promise<readonly Page[] | undefined> {
  const pages: Page[] = []
  for (let after = ''; ; ) {
    const page = await listPage(
      client,
      `${url}?list=true&limit=${PAGE}${after === '' ? '' : `&after=${encodeURIComponent(after)}`}`
    )
    if (page === undefined) return undefined
    // Vault has no pages: it sends everything, and everything again when asked for the next one.
    if (page.keys[0] === undefined || page.keys[0] === pages[0]?.keys[0]) return pages
    pages.push(page)
    if (page.keys.length < PAGE) return pages
    after = page.keys.at(-1) ?? ''
  }
}

/** KV version 1 omits the keys if there are none. */
async function listPage(client: Client, url: string): Promise<Page | undefined> {
  try {
    const { keys = [], key_info: details = {} } = dataIn(await client.get(url), url.replace(/\?.*/, ''))
    return { keys: keys as string[], details: details as Page['details'] }
  } catch (error) {
    if (!(error instanceof VaultError)) throw error
    if (error.status === 403 || isUnknownEndpoint(error)) return undefined
    if (error.status === 404) return { keys: [], details: {} }
    throw error
  }
}

/** Vault answers a path that it does not know below a KV version 2 mount with 404 and a warning. */
const isUnknownEndpoint = (error: VaultError) =>
  error.status === 405 || (error.status === 404 && (error.warns('Invalid path') || error.says('unsupported path')))

/** The time of a deletion may be in the future: `delete_version_after` of a mount or a key sets it with the write. */
function currentVersion({ current_version: version, versions }: Detail): ListedVersion {
  const current = versions[version]
  if (current === undefined) return { version, deleted: true }
  const { destroyed, deletion_time: time } = current
  const deleted = destroyed || (time !== '' && Date.parse(time) <= Date.now())
  return { version, deleted, ...(deleted || time === '' ? {} : { until: time }) }
}

/** A time of a version, to the second. */
function timeIn(metadata: unknown, field: 'created_time' | 'deletion_time'): { readonly since?: string } {
  const [time] =
    /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?=\.|Z)/.exec(String((metadata as Record<string, unknown> | undefined)?.[field])) ?? []
  return time === undefined ? {} : { since: `${time}Z` }
}

function untilOf(metadata: unknown): string | undefined {
  const time = (metadata as { deletion_time?: unknown } | null | undefined)?.deletion_time
  return typeof time === 'string' && time !== '' ? time : undefined
}

/** The version, of what Vault keeps: what it will take away again is no secret that Airflow can rely on, and no record. */
function staying(mount: string, path: string, version: number, until: string | undefined): number {
  if (until === undefined) return version
  throw new UserError(
    `${mount}/${path} was written, but Vault will delete it by itself on ${until}: delete_version_after is set on ${mount}/ or on this key`,
    {
      hint: keepHint(mount, path)
    }
  )
}

const metadataOf = (data: unknown) => (data as { metadata?: Record<string, unknown> } | null | undefined)?.metadata

/** The current version; a soft-deleted key answers 404 with its metadata. */
function versionOf(data: unknown): number {
  return Number(metadataOf(data)?.['version'] ?? 0)
}
