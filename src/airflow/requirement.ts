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

/**
 * Parses one requirement, without its options, as pip does; `undefined` if pip would reject its syntax.
 *
 * Written here because pip-requirements-js takes 26 ms to load in every run, and knows neither `--hash`, nor a URL without a
 * name, nor a marker after a URL. Piece by piece, because a single pattern would take hours for some lines.
 */
export function parseRequirement(text: string): Requirement | undefined {
  return isSource(text) ? fromSource(text) : fromName(text)
}

/** pip's own form: a URL or a path instead of a name. */
function isSource(text: string): boolean {
  if (/^(?:(?:git|hg|svn|bzr)\+|https?:|file:|\.)/i.test(text)) return true
  const [word = ''] = /^[^\s@;=<>!~]*/.exec(text) ?? []
  return word.includes('/') || isArchive(word)
}

/** An archive may have extras after it. */
const isArchive = (word: string) => /\.(?:whl|zip|tgz|tar(?:\.\w{1,9})?)(?:\[|$)/i.test(word)

/** The name is in a fragment, or at the start of an archive's file name. */
function fromSource(text: string): Requirement {
  const [, egg, extras = ''] = /[#&]egg=([A-Za-z0-9][A-Za-z0-9._-]*)(?:\[([^\]]*)\])?/.exec(text) ?? []
  const marker = markerBehind(text, text.search(/\s;/) + 1)
  if (egg !== undefined) return made({ name: egg, extras, marker })
  const [path = ''] = /^[^?#;\s]*/.exec(text) ?? []
  const file = path.slice(path.lastIndexOf('/') + 1)
  const name = isArchive(file) ? file.slice(0, Math.max(0, file.search(/-\d/))) : ''
  return made({ name: /^[A-Za-z0-9._-]+$/.test(name) ? name : '', marker })
}

/** PEP 508: `name [extras] versions ; marker`, or `name [extras] @ url ; marker`. */
function fromName(text: string): Requirement | undefined {
  const [name] = /^[A-Za-z0-9][A-Za-z0-9._-]*/.exec(text) ?? []
  if (name === undefined || /[._-]$/.test(name)) return undefined
  let rest = text.slice(name.length).trimStart()
  let extras = ''
  if (rest.startsWith('[')) {
    const close = rest.indexOf(']')
    if (close < 0) return undefined
    extras = rest.slice(1, close)
    rest = rest.slice(close + 1).trimStart()
  }
  const end = rest.startsWith('@') ? fromUrl(rest.slice(1).trimStart()) : versionsIn(rest)
  return end === undefined ? undefined : made({ name, extras, ...end })
}

type End = Pick<Requirement, 'versions' | 'marker'>

/** Only the source itself knows its versions. */
function fromUrl(text: string): End | undefined {
  const [url] = /^\S+/.exec(text) ?? []
  const rest = text.slice(url?.length ?? 0).trim()
  return url !== undefined && (rest === '' || rest.startsWith(';')) ? { versions: '', marker: markerBehind(rest, 0) } : undefined
}

function versionsIn(text: string): End | undefined {
  const [before = ''] = text.split(';', 1)
  const plain = before.trim()
  const clauses = (plain.startsWith('(') && plain.endsWith(')') ? plain.slice(1, -1) : plain)
    .split(',')
    .map(clause => clause.trim())
  if (clauses.at(-1) === '') clauses.pop()
  const areGood = clauses.every(clause => /^(?:===?|~=|!=|[<>]=?)\s*[^\s,;()]+$/.test(clause))
  return areGood ? { versions: clauses.join(',').replaceAll(/\s/g, ''), marker: markerBehind(text, before.length) } : undefined
}

const markerBehind = (text: string, semicolon: number) => (text[semicolon] === ';' ? text.slice(semicolon + 1).trim() : '')

interface Parts {
  readonly name: string
  readonly extras?: string
  readonly versions?: string
  readonly marker: string
}

const made = ({ name, extras = '', versions = '', marker }: Parts): Requirement => ({
  name: normalizeName(name),
  extras: extras.split(',').map(extra => normalizeName(extra.trim())),
  versions,
  marker
})

function normalizeName(name: string): string {
  return name.toLowerCase().replaceAll(/[-_.]+/g, '-')
}
