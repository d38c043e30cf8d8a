import type { Client } from './client.ts'
import { kv } from './kv.ts'
import type { Runtime } from './port.ts'

/** A request stays far below the 1,000 strings that OpenBao takes in one body. */
const PATHS_A_REQUEST = 400

/** The port of the identity that Airflow will have. */
export function runtime(client: Client, leave: () => Promise<void>): Runtime {
  return { capabilities: paths => capabilities(client, paths), read: kv(client).read, leave }
}

/** What a token may do with each path, by the server's own word. */
export async function capabilities(client: Client, paths: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>> {
  const found = new Map<string, readonly string[]>()
  const batches = Array.from({ length: Math.ceil(paths.length / PATHS_A_REQUEST) }, (_, index) =>
    paths.slice(index * PATHS_A_REQUEST, (index + 1) * PATHS_A_REQUEST)
  )
  // At once: the server works out each path anew, which takes it about as long as a read.
  await Promise.all(
    batches.map(async asked => {
      const { data } = await client.post('sys/capabilities-self', { paths: asked })
      for (const path of asked) found.set(path, (data?.[path] ?? []) as string[])
    })
  )
  return found
}
