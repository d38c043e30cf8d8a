import type { StepPermission } from '../plan/permissions/permission.ts'
import { looseGlobs } from '../vault/advisories.ts'
import type { Vault } from '../vault/port.ts'
import type { RunPorts } from './ports.ts'

/** A secret that is no business of this action. */
const OUTSIDE = 'outside-astro-vault-action'

/**
 * Warns once where the token can overwrite or delete secrets that its policy does not name, because this server takes `..` for a
 * name in a rule that ends in `*`. The server is asked about such a path, not for it. Costs a token with globs one request, and
 * two where the server has that fault. `there`: what the token may do, by path.
 */
export async function warnOfGlobs(
  permissions: readonly StepPermission[],
  there: ReadonlyMap<string, readonly string[]>,
  vault: Vault,
  tell: RunPorts['tell']
): Promise<void> {
  const wide = permissions.filter(
    ({ path, sample }) => path.includes('/data/') && path.endsWith('/*') && changes(there.get(sample))
  )
  if (wide.length === 0) return
  const { product, version } = await vault.server()
  const loose = looseGlobs({ product, version })
  if (loose === undefined) return

  const ways = wide.map(({ path }) => wayOut(path))
  const asked = (await vault.capabilities([...new Set(ways.flatMap(({ through, outside }) => [through, outside]))])) ?? new Map()
  const open = ways.filter(({ through, outside }) => changes(asked.get(through)) && !changes(asked.get(outside)))
  const mounts = [...new Set(open.map(({ mount }) => `${mount}/`))].join(' and ')
  if (mounts === '') return
  tell({
    kind: 'found',
    finding: {
      severity: 'warning',
      subject: "the policy of this run's token",
      message: `also lets it overwrite and delete every other secret on ${mounts}, because ${product} ${version} lets \`..\` through rules that end in \`*\` (CVE-2026-3605)`,
      hint: `${loose.update === undefined ? 'Replace' : `Update ${loose.update}, or replace`} the rules that end in \`*\`: docs/permissions.md has the lines.`
    }
  })
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
