import { secretFolder, vaultPath } from './names.ts'
import { dataPath } from './paths.ts'

/** What a policy allows: path → capabilities. */
export type Grants = ReadonlyMap<string, ReadonlySet<string>>

export interface Policy {
  /** The manifest that wrote it; absent for policies of others. */
  readonly manifest?: string
  readonly grants: Grants
}

/** Where one identity reads its secrets. */
export interface ReadPlace {
  readonly mount: string
  readonly variablesPath: string
  readonly connectionsPath: string
}

const OWNER = /^# Kept by astro-vault-action for manifest ([a-z0-9-]+)\.$/
const BLOCK = /path\s+"([^"]+)"\s*\{([^{}]*)\}/g
const CAPABILITIES = /^\s*capabilities\s*=\s*\[([^\][]*)\]\s*$/

/** Airflow reads, and reads only, below its two folders; on KV v2 the policy must name `data/`. */
export function grantsFor(places: readonly ReadPlace[]): Grants {
  const paths = places.flatMap(({ mount, variablesPath, connectionsPath }) => [
    dataPath(mount, `${connectionsPath}/*`),
    dataPath(mount, `${variablesPath}/*`)
  ])
  return new Map(paths.map(path => [path, new Set(['read'])]))
}

export function union(a: Grants, b: Grants): Grants {
  const both = new Map(a)
  for (const [path, capabilities] of b) both.set(path, new Set([...(both.get(path) ?? []), ...capabilities]))
  return both
}

export function includes(whole: Grants, part: Grants): boolean {
  return [...part].every(([path, capabilities]) => [...capabilities].every(capability => whole.get(path)?.has(capability)))
}

/**
 * The grants among these that a manifest can ask for: `read` below a folder of secrets. Somebody else added all others.
 */
export function ownGrants(grants: Grants): Grants {
  const own = [...grants].filter(([path, capabilities]) => {
    const [mount, folder] = folderOf(path)
    const named = vaultPath.safeParse(mount).success && secretFolder.safeParse(folder).success
    return named && capabilities.has('read') && !capabilities.has('deny')
  })
  return new Map(own.map(([path]) => [path, new Set(['read'])]))
}

/** The mounts of those folders. */
export const mountsIn = (grants: Grants): ReadonlySet<string> =>
  new Set([...ownGrants(grants).keys()].flatMap(path => folderOf(path)[0] ?? []))

/** The mount and the folder below it that a path of a KV v2 policy is about; empty if it is about anything else. */
function folderOf(path: string): readonly string[] {
  const [mount = '', ...below] = path.split('/data/')
  return path.endsWith('/*') ? [mount, below.join('/data/').slice(0, -2)] : []
}

/** Whether a policy allows reading at this place, and nothing else. */
export function isExact(text: string, place: ReadPlace): boolean {
  const grants = parsePolicy(text)?.grants
  const needed = grantsFor([place])
  return grants !== undefined && includes(needed, grants) && includes(grants, needed)
}

/** The text of our policy: stable, so that equal grants are equal texts. */
export function policyText(manifest: string, grants: Grants): string {
  const blocks = [...grants]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([path, capabilities]) => {
      const list = [...capabilities].sort().map(capability => `"${capability}"`)
      return `path "${path}" {\n  capabilities = [${list.join(', ')}]\n}\n`
    })
  return `# Kept by astro-vault-action for manifest ${manifest}.\n${blocks.join('')}`
}

/** The manifest that wrote it, also if its rules cannot be read. */
export const ownerOf = (text: string): string | undefined => text.split('\n').flatMap(line => OWNER.exec(line)?.[1] ?? [])[0]

/** Parses a policy that has only paths and capabilities; undefined for one that has more. */
export function parsePolicy(text: string): Policy | undefined {
  const manifest = ownerOf(text)
  const bare = text.replaceAll(/(?:#|\/\/).*/g, '')
  if (bare.replaceAll(BLOCK, '').trim() !== '') return undefined
  let grants: Grants = new Map()
  for (const [, path = '', block = ''] of bare.matchAll(BLOCK)) {
    const list = CAPABILITIES.exec(block)?.[1]
    if (list === undefined) return undefined
    const capabilities = [...list.matchAll(/"([a-z]+)"/g)].map(match => match[1] ?? '')
    grants = union(grants, new Map([[path, new Set(capabilities)]]))
  }
  return { grants, ...(manifest === undefined ? {} : { manifest }) }
}

/** All grants in one line, for people. */
export const describeGrants = (grants: Grants): string =>
  [...grants].map(([path, capabilities]) => `${path} [${[...capabilities].sort().join(', ')}]`).join('; ')
