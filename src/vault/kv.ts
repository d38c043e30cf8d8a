import { UserError } from '../errors.ts'
import { Secret } from '../secret.ts'
import type { Client } from './client.ts'
import { VaultError, VersionConflict } from './errors.ts'
import { apiPath } from './paths.ts'
import type { KvData, KvRead, Vault } from './port.ts'

/** One page of a listing; large, since the server walks the whole folder for each page. */
const PAGE = 5_000

/** KV version 2. */
export function kv(client: Client): Pick<Vault, 'read' | 'write' | 'list'> {
  const read = async (mount: string, path: string): Promise<KvRead> => {
    try {
      const { data } = await client.get(`${apiPath(mount)}/data/${apiPath(path)}`)
      return { state: 'present', data: new Secret(data?.['data'] as KvData), version: versionOf(data) }
    } catch (error) {
      if (!(error instanceof VaultError)) throw error
      if (error.status === 404) return { state: 'absent', version: versionOf(error.data) }
      if (error.status === 403) return { state: 'not-visible', because: error.message }
      throw error
    }
  }

  return {
    read,

    async write(mount, path, wanted, expected) {
      try {
        const answer = await client.post(`${apiPath(mount)}/data/${apiPath(path)}`, {
          options: { cas: expected },
          data: wanted.reveal()
        })
        const version = Number(answer.data?.['version'])
        // KV version 1 answers such a write with 204 and stores the wrapping too.
        if (!Number.isInteger(version)) throw new UserError(`${mount}/${path} was written, but ${mount}/ is not KV version 2`)
        return version
      } catch (error) {
        if (!(error instanceof VaultError && error.says('check-and-set parameter did not match'))) throw error
        const there = await read(mount, path)
        if (there.state === 'present' && there.data.equals(wanted)) return there.version
        throw new VersionConflict(
          `${mount}/${path} was changed by somebody else while this run was under way (version ${expected} expected)`,
          {
            hint: 'Nothing was overwritten. Run again: the new content is then compared with the manifest.'
          }
        )
      }
    },

    async list(mount, folder) {
      const names = new Set<string>()
      const base = `${apiPath(mount)}/metadata/${apiPath(folder)}?list=true&limit=${PAGE}`
      for (let after = ''; ; ) {
        const page = await listPage(client, after === '' ? base : `${base}&after=${encodeURIComponent(after)}`)
        if (page === undefined) return undefined
        // Vault knows no pages: it sends everything, and everything again when asked to go on.
        const first = page[0]
        if (first === undefined || names.has(first)) return names
        for (const name of page) names.add(name)
        if (page.length < PAGE) return names
        after = page.at(-1) ?? ''
      }
    }
  }
}

async function listPage(client: Client, path: string): Promise<readonly string[] | undefined> {
  try {
    const { data } = await client.get(path)
    return data?.['keys'] as string[]
  } catch (error) {
    if (error instanceof VaultError && error.status === 404) return []
    if (error instanceof VaultError && error.status === 403) return undefined
    throw error
  }
}

/** The current version; a soft-deleted key answers 404 with its metadata. */
function versionOf(data: unknown): number {
  const metadata = (data as { metadata?: { version?: unknown } } | null | undefined)?.metadata
  return Number(metadata?.version ?? 0)
}
