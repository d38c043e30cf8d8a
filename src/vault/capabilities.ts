import { type Acl, aclFrom, judgedAlike } from './acl.ts'
import type { Client } from './client.ts'
import { VaultError } from './errors.ts'

/** Path in the API → what an identity may do there. */
export type Capabilities = ReadonlyMap<string, readonly string[]>

/** A request stays far below the 1,000 strings that OpenBao takes in one body. */
const PATHS_A_REQUEST = 400
/** With fewer it is not worth a request to learn the rules. */
const MANY = 100

/**
 * What the server says that the identity of `client` may do at each path. It works out each path anew, which takes it
 * about as long as a read: of paths that it must judge alike, only the first and the last are asked for.
 */
export async function capabilities(client: Client, paths: readonly string[], namespace?: string): Promise<Capabilities> {
  const acl = paths.length < MANY ? undefined : await rules(client)
  if (acl === undefined) return await ask(client, paths)
  const groups = judgedAlike(acl, paths, namespace)
  const answers = await ask(client, [...new Set(groups.flatMap(group => [...group.slice(0, 1), ...group.slice(-1)]))])
  const answerFor = (path = '') => answers.get(path) ?? []
  // A server that answers differently has other rules than we know of.
  if (groups.some(group => answerFor(group[0]).join() !== answerFor(group.at(-1)).join())) return await ask(client, paths)
  return new Map(groups.flatMap(group => group.map(path => [path, answerFor(group[0])] as const)))
}

/** Policy `default` allows it; a role without that policy, or a server that hides it, is asked for each path. */
async function rules(client: Client): Promise<Acl | undefined> {
  try {
    return aclFrom((await client.get('sys/internal/ui/resultant-acl')).data)
  } catch (error) {
    if (error instanceof VaultError) return undefined
    throw error
  }
}

/** What the server says of each path. */
export async function ask(client: Client, paths: readonly string[]): Promise<Capabilities> {
  const batches = Array.from({ length: Math.ceil(paths.length / PATHS_A_REQUEST) }, (_, index) =>
    paths.slice(index * PATHS_A_REQUEST, (index + 1) * PATHS_A_REQUEST)
  )
  const found = await Promise.all(
    batches.map(async batch => {
      const { data } = await client.post('sys/capabilities-self', { paths: batch })
      return batch.map(path => [path, (data?.[path] ?? []) as string[]] as const)
    })
  )
  return new Map(found.flat())
}
