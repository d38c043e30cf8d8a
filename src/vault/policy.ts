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

const MARK = /^# Kept by astro-vault-action for manifest ([a-z0-9-]+)\.$/m
const BLOCK = /path\s+"([^"]+)"\s*\{\s*capabilities\s*=\s*\[([^\]]*)\]\s*\}/g

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

/** Parses a policy that has only paths and capabilities; undefined for one that has more. */
export function parsePolicy(text: string): Policy | undefined {
  const manifest = MARK.exec(text)?.[1]
  const bare = text.replaceAll(/(#|\/\/).*$/gm, '')
  if (bare.replaceAll(BLOCK, '').trim() !== '') return undefined
  let grants: Grants = new Map()
  for (const [, path, list] of bare.matchAll(BLOCK)) {
    const capabilities = [...(list ?? '').matchAll(/"([a-z]+)"/g)].map(match => match[1] ?? '')
    grants = union(grants, new Map([[path ?? '', new Set(capabilities)]]))
  }
  return { grants, ...(manifest === undefined ? {} : { manifest }) }
}

/** All grants in one line, for people. */
export const describeGrants = (grants: Grants): string =>
  [...grants].map(([path, capabilities]) => `${path} [${[...capabilities].sort().join(', ')}]`).join('; ')
