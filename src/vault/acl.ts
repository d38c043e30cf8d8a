/**
 * The rules of one token as the server merged them from all its policies: `sys/internal/ui/resultant-acl`. Rules with a
 * segment `+` are missing there, on OpenBao and Vault alike.
 */
export interface Acl {
  readonly exact: ReadonlySet<string>
  /** Of rules that end in `*`, what stands before it; the longest first, as the server takes them. */
  readonly prefixes: readonly string[]
}

/** Reads the answer; undefined where it has another shape, as for root, who has no rules. */
export function aclFrom(data: Readonly<Record<string, unknown>> | null | undefined): Acl | undefined {
  const [exact, glob] = [keysOf(data?.['exact_paths']), keysOf(data?.['glob_paths'])]
  if (exact === undefined || glob === undefined) return undefined
  return { exact: new Set(exact), prefixes: glob.sort((a, b) => b.length - a.length) }
}

/**
 * Parts `paths` into groups whose members the server must judge alike, so that it need be asked about one of each. What
 * it judges is not worked out here. `namespace` is the one that the paths are in; rules are named from the root.
 */
export function judgedAlike(acl: Acl, paths: readonly string[], namespace = ''): readonly (readonly string[])[] {
  const root = namespace.replace(/^\/+|\/+$/g, '')
  const groups = new Map<string, string[]>()
  for (const path of paths) {
    const key = groupOf(acl, root === '' ? path : `${root}/${path}`)
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [path])
    else group.push(path)
  }
  return [...groups.values()]
}

/**
 * An exact rule beats all others. Of the others wins the one whose first wildcard stands furthest to the right: a rule
 * with `+`, which we cannot see, beats a prefix only if its `+` begins where the prefix ends, or later. Where no segment but
 * the last begins there, such a rule judges the whole folder; where another does, it may single out this path.
 */
function groupOf({ exact, prefixes }: Acl, path: string): string {
  const prefix = prefixes.find(prefix => path.startsWith(prefix))
  const folder = path.slice(0, path.lastIndexOf('/') + 1)
  const folderBegins = folder.lastIndexOf('/', folder.length - 2) + 1
  if (exact.has(path) || prefix === undefined || prefix.length <= folderBegins) return path
  return `${prefix}* ${folder}`
}

const keysOf = (rules: unknown): string[] | undefined =>
  typeof rules === 'object' && rules !== null && !Array.isArray(rules) ? Object.keys(rules) : undefined
