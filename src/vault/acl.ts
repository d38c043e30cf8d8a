import { withoutEnds } from '../base/ends.ts'

/**
 * The rules of one token, merged by the server from all its policies: `sys/internal/ui/resultant-acl`. Rules with a segment `+`
 * are missing there, on OpenBao and Vault alike.
 */
export interface Acl {
  readonly exact: ReadonlySet<string>
  /** Rules that end in `*`, without it; the longest first, the order in which the server tries them. */
  readonly prefixes: readonly string[]
}

/** Parses the answer; undefined if it has another shape, as it has for root, which has no rules. */
export function aclFrom(data: Readonly<Record<string, unknown>> | null | undefined): Acl | undefined {
  const [exact, glob] = [keysOf(data?.['exact_paths']), keysOf(data?.['glob_paths'])]
  if (exact === undefined || glob === undefined) return undefined
  return { exact: new Set(exact), prefixes: glob.sort((a, b) => b.length - a.length) }
}

/**
 * Splits `paths` into groups whose members the server must judge alike, so that one of each is enough to ask about. How it
 * judges them is not worked out here. `namespace` is the one that the paths are in; rules are named from the root.
 */
export function judgedAlike(acl: Acl, paths: readonly string[], namespace = ''): readonly (readonly string[])[] {
  const root = withoutEnds(namespace, '/')
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
 * An exact rule beats all others. Of the rest, the one whose first wildcard is furthest to the right wins: a rule with `+`,
 * which we cannot see, beats a prefix only if its `+` begins where the prefix ends, or later. If only the last segment begins
 * there, such a rule applies to the whole folder; otherwise it may single out this path.
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
