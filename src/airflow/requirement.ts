/** What one requirement asks pip for. */
export interface Requirement {
  /** Normalized by PEP 503: lower case, `-` for any run of `-`, `_` and `.`. Empty if only the source itself can tell. */
  readonly name: string
  /** Normalized the same way. */
  readonly extras: readonly string[]
  /** Such as `>=4.2,<5`, without spaces; empty for any version, and if only the source itself can tell. */
  readonly versions: string
  /** Of the environments that it is for, as written; empty for all. */
  readonly marker: string
}

const NAME = /[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?/.source
const EXTRAS = /(?:\[([^\]]*)\])?/.source
const CLAUSE = /(?:===?|~=|!=|[<>]=?)\s*[^\s,;()]+/.source
const VERSIONS = `(?:${CLAUSE}(?:\\s*,\\s*${CLAUSE})*\\s*,?)?`

/** PEP 508: `name [extras] versions ; marker`, or `name [extras] @ url ; marker`. */
const NAMED = new RegExp(
  `^(${NAME})\\s*${EXTRAS}\\s*(?:(${VERSIONS})|\\(\\s*(${VERSIONS})\\s*\\)|@\\s*\\S+(?:\\s+(?=;))?)\\s*(?:;(.*))?$`
)

/** pip's own form: a URL or a path instead of a name. The name is in a fragment, or at the start of an archive's file name. */
const SOURCE =
  /^(?:(?:git|hg|svn|bzr)\+|https?:|file:|\.|[^\s@;=<>!~]*\/|[^\s@;=<>!~]+\.(?:whl|zip|tgz|tar(?:\.\w+)?)(?=[[;\s]|$))/i
const EGG = new RegExp(`[#&]egg=(${NAME})${EXTRAS}`)
const ARCHIVE = new RegExp(`(?:^|/)(${NAME})-\\d[^/?#]*?\\.(?:whl|zip|tgz|tar)(?=[.[?#;\\s]|$)`, 'i')

/**
 * Parses one requirement, without its options, as pip does; `undefined` if pip would reject its syntax.
 *
 * Written here because pip-requirements-js takes 26 ms to load in every run, and knows neither `--hash`, nor a URL without a
 * name, nor a marker after a URL.
 */
export function parseRequirement(text: string): Requirement | undefined {
  const isSource = SOURCE.test(text)
  const found = isSource ? (EGG.exec(text) ?? ARCHIVE.exec(text) ?? []) : NAMED.exec(text)
  if (!found) return undefined
  const [, name = '', extras = '', plain = '', enclosed = '', marker = ''] = found
  return {
    name: normalizeName(name),
    extras: extras.split(',').map(extra => normalizeName(extra.trim())),
    marker: (isSource ? (/\s;(.*)$/.exec(text)?.[1] ?? '') : marker).trim(),
    versions: (plain || enclosed).replace(/\s/g, '').replace(/,$/, '')
  }
}

function normalizeName(name: string): string {
  return name.toLowerCase().replace(/[-_.]+/g, '-')
}
