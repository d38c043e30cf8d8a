import { type Acl, aclFrom, judgedAlike } from './acl.ts'
import type { Client } from './client.ts'
import { VaultError } from './errors.ts'

/** Path in the API → what an identity may do there. */
export type Capabilities = ReadonlyMap<string, readonly string[]>

/** Keeps a request far below the 1,000 strings that OpenBao accepts in one body. */
const PATHS_A_REQUEST = 400
/** For fewer paths, learning the rules is not worth a request. */
const MANY = 100

/**
 * What the identity of `client` may do at each path, as the server says. A path costs the server about as much as a read, so
 * of paths that it must judge alike only the first and the last are asked about.
 */
export async function capabilities(client: Client, paths: readonly string[], namespace?: string): Promise<Capabilities> {
  const acl = paths.length < MANY ? undefined : await rules(client)
  if (acl === undefined) return await ask(client, paths)
  const groups = judgedAlike(acl, paths, namespace)
  const answers = await ask(client, [...new Set(groups.flatMap(group => [...group.slice(0, 1), ...group.slice(-1)]))])
  const answerFor = (path = '') => answers.get(path) ?? []
  // If the two answers differ, the server has rules that we do not know of.
  if (groups.some(group => answerFor(group[0]).join() !== answerFor(group.at(-1)).join())) return await ask(client, paths)
  return new Map(groups.flatMap(group => group.map(path => [path, answerFor(group[0])] as const)))
}

/** Policy `default` allows this. Without it, or on a server that hides the endpoint, each path is asked about. */
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
