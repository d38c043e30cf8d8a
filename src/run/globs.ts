import { UserError } from '../base/errors.ts'
import type { Finding } from '../base/finding.ts'
import type { StepPermission } from '../plan/permissions/permission.ts'
import { globsOf } from '../vault/advisories.ts'
import type { Vault } from '../vault/port.ts'

/** A secret that is no business of this action. */
const OUTSIDE = 'outside-astro-vault-action'

/**
 * Says once where the token can overwrite or delete secrets that its policy does not name, because this server takes `..` for a
 * name in a rule that ends in `*`. The server is asked about such a path, not for it. Costs a token that may write one request,
 * and another one for the version where the answer is bad. Only an advice: what cannot be asked ends no run.
 * `there`: what the token may do, by path.
 */
export async function adviseOnGlobs(
  permissions: readonly StepPermission[],
  there: ReadonlyMap<string, readonly string[]>,
  vault: Vault,
  say: (finding: Omit<Finding, 'severity'>) => void
): Promise<void> {
  const wide = permissions.filter(
    ({ path, sample }) => path.includes('/data/') && path.endsWith('/*') && changes(there.get(sample))
  )
  if (wide.length === 0) return
  const ways = wide.map(({ path }) => wayOut(path))
  const asked = await ask(vault, [...new Set(ways.flatMap(({ through, outside }) => [through, outside]))])
  const open = ways.filter(({ through, outside }) => changes(asked.get(through)) && !changes(asked.get(outside)))
  const mounts = [...new Set(open.map(({ mount }) => `${mount}/`))].join(' and ')
  if (mounts === '') return
  const server = await vault.server()
  const globs = globsOf(server)
  if (globs.are === 'tight') return

  const others = `lets it overwrite and delete every other secret on ${mounts}`
  const message =
    globs.are === 'loose'
      ? `also ${others}, because ${server.product} ${server.version} lets \`..\` through rules that end in \`*\` (CVE-2026-3605)`
      : `perhaps also ${others}: by its answer this server lets \`..\` through rules that end in \`*\`, and whether it has a fix of CVE-2026-3605 is unknown`
  const update = globs.are === 'loose' ? globs.update : undefined
  say({
    subject: "the policy of this run's token",
    message,
    hint: `${update === undefined ? 'Replace' : `Update ${update}, or replace`} the rules that end in \`*\`: docs/permissions.md has the lines.`
  })
}

/** Something in between may refuse a request that has `..` in it. */
async function ask(vault: Vault, paths: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>> {
  try {
    return (await vault.capabilities(paths)) ?? new Map()
  } catch (error) {
    if (error instanceof UserError) return new Map()
    throw error
  }
}

/** Not root, which may do everything anyway. */
const changes = (capabilities: readonly string[] = []): boolean =>
  capabilities.some(capability => ['create', 'update', 'delete'].includes(capability))

/** How a rule on a folder of a KV v2 mount would be left, and where that leads. */
function wayOut(path: string): { readonly mount: string; readonly through: string; readonly outside: string } {
  const [mount = '', folder = ''] = path.replace(/\/\*$/, '').split(/\/data\/(.*)/)
  const up = folder.split('/').map(() => '..')
  return {
    mount,
    through: [mount, 'data', folder, ...up, OUTSIDE].join('/'),
    outside: [mount, 'data', OUTSIDE].join('/')
  }
}
