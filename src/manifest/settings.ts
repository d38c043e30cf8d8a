/**
 * What a manifest says beside variables, connections and imported files, as it is written: section → key → text, without space around
 * it.
 */
export type Settings = ReadonlyMap<string, ReadonlyMap<string, string>>

const NO_SETTINGS: ReadonlySet<string> = new Set(['version', 'variables', 'connections'])

/** Of the data of a manifest without mistakes. Each Deployment is a section: `deployments.prod`. What is not written has its default. */
export function settingsIn(data: unknown): Settings {
  const sections = namedIn(data).flatMap(([name, section]) => {
    if (NO_SETTINGS.has(name)) return []
    // Of files, what they define is compared. Nobody can compare what a pattern brings, so the pattern itself is.
    if (name === 'imports') return [[name, { env: patternsIn(section) }] as const]
    return name === 'deployments'
      ? namedIn(section).map(([key, one]) => [`deployments.${key}`, one] as const)
      : [[name, section] as const]
  })
  return new Map(sections.map(([name, section]) => [name, new Map(textsIn(section, ''))]))
}

/** `key`: of the section itself, if it is no mapping: its own name says all. */
function textsIn(node: unknown, key: string): [string, string][] {
  if (typeof node !== 'object' || node === null) return node === null ? [] : [[key, String(node).trim()]]
  if (Array.isArray(node)) return [[key, node.map(one => String(one).trim()).join(', ') || '[]']]
  return namedIn(node).flatMap(([name, child]) =>
    NO_SETTINGS.has(name) ? [] : textsIn(child, key === '' ? name : `${key}.${name}`)
  )
}

const namedIn = (node: unknown): [string, unknown][] =>
  typeof node === 'object' && node !== null && !Array.isArray(node) ? Object.entries(node) : []

/** Null without any, as where nothing is written. */
function patternsIn(imports: unknown): readonly unknown[] | null {
  const patterns = Array.isArray(imports) ? imports.flatMap((one: { readonly env?: unknown }) => one.env ?? []) : []
  return patterns.length === 0 ? null : patterns
}
