import * as z from 'zod/mini'
import { shortened } from '../base/visible.ts'
import type { Client } from './client.ts'
import { VaultError } from './errors.ts'
import { apiPath } from './paths.ts'
import type { Authors } from './port.ts'

/** More of a name says nothing more to a reader. */
const LONGEST = 100

/** The name of every token that was created without one. It names nobody. */
const UNNAMED = 'token'

const author = z.nullish(z.object({ actor: z.string() }))
const METADATA = z.object({ versions: z.record(z.string(), z.object({ created_by: author, deleted_by: author })) })

/** As Vault 1.21 and newer answer it; OpenBao has no such fields. */
export async function authorsOf(client: Client, mount: string, path: string, version: number): Promise<Authors | undefined> {
  try {
    const { data } = await client.get(`${apiPath(mount)}/metadata/${apiPath(path)}`)
    const found = METADATA.safeParse(data).data?.versions[version]
    if (found?.created_by === undefined) return undefined
    const [wrote, deleted] = [found.created_by, found.deleted_by].map(
      one => one && one.actor !== UNNAMED && shortened(one.actor, LONGEST)
    )
    return { ...(wrote ? { wrote } : {}), ...(deleted ? { deleted } : {}) }
  } catch (error) {
    if (error instanceof VaultError) return undefined
    throw error
  }
}
