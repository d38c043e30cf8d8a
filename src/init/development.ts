import { shellWord } from '../base/shell.ts'
import { visible } from '../base/visible.ts'
import type { ImportedDefinition } from '../imports/collector.ts'

/** Services of the compose file that the astro CLI writes, for every version of Airflow. */
const OF_ASTRO = ['postgres', 'scheduler', 'triggerer', 'webserver', 'api-server', 'dag-processor', 'db-migration']

/** Addresses that mean the machine itself, or lead nowhere else: RFC 6761, RFC 6762, and what Docker Desktop calls its host. */
const HERE: readonly RegExp[] = [
  /(?<![\w-])localhost(?![\w-])/i,
  /(?<![\d.])127\.\d{1,3}\.\d{1,3}\.\d{1,3}(?![\d.])/,
  /(?<![\d.])0\.0\.0\.0(?![\d.])/,
  /(?<![\w:])::1(?![\w:])/,
  /(?<![\w-])(?:host|gateway)\.docker\.internal(?![\w-])/i,
  /\.local(?![\w.-])/i
]

/** In a name or an address, which have no spaces: `dev`, `db-dev.example.com`, `ANALYTICS_DEV`. */
const WORD = /(?<![a-z0-9])(?:dev|devel|develop|development|sandbox)(?![a-z0-9])/i
/** Alone: inside a name these mean much else. */
const ALONE = /^(?:local|localdev|test|testing|debug)$/i

/**
 * What about a value suggests that it is of a workstation and not of production, as the end of a sentence; undefined if nothing does.
 * It repeats words of these rules and names of services, and nothing else of the value.
 *
 * @param services names of containers on the workstation
 */
export function developmentSign(one: ImportedDefinition, services: Iterable<string>): string | undefined {
  const names = [...OF_ASTRO, ...services]
  if (one.kind === 'variable') return first(textsIn(one.text.reveal()), text => signOf(text, names))
  const { host = '', schema = '', login = '', password = '', extra = '' } = one.connection.reveal()
  const service = names.find(name => name === host)
  if (service !== undefined) return containerSign(service)
  if (login !== '' && password === '' && extra === '') return 'it has a login and no password'
  return first([host, schema, login, ...textsIn(extra)], text => signOf(text, names))
}

function first(texts: readonly string[], sign: (text: string) => string | undefined): string | undefined {
  for (const text of texts) {
    const found = sign(text)
    if (found !== undefined) return found
  }
  return undefined
}

function signOf(text: string, services: readonly string[]): string | undefined {
  const address = first(
    HERE.map(form => form.exec(text)?.[0] ?? ''),
    found => found || undefined
  )
  if (address !== undefined) return `it names ${address.replace(/^\./, '*.')}`
  const word = /\s/.test(text) ? undefined : (ALONE.exec(text) ?? WORD.exec(text))?.[0]
  if (word !== undefined) return `it says ${word}`
  const service = hostsIn(text).find(host => services.includes(host))
  return service === undefined ? undefined : containerSign(service)
}

const containerSign = (service: string) => `it names ${shellWord(visible(service))}, a container of docker compose`

/** What is before a port, and in a URL after `//` and a login. */
const hostsIn = (text: string): string[] =>
  text
    .split(/[\s,;"'|]+/)
    .flatMap(
      part => /^(?:[\w+.-]{1,40}:\/\/(?:[^@/]{0,999}@)?([\w-]+)(?=[:/?#]|$)|([\w-]+):\d{1,5}(?!\d))/.exec(part)?.slice(1) ?? []
    )
    .filter(host => host !== undefined)

/** The text itself, or the strings of the structure that it holds. */
function textsIn(text: string): readonly string[] {
  if (!/^\s*[[{]/.test(text)) return [text]
  try {
    return leavesOf(JSON.parse(text))
  } catch {
    return [text]
  }
}

function leavesOf(tree: unknown): string[] {
  if (typeof tree === 'string') return [tree]
  return typeof tree === 'object' && tree !== null ? Object.values(tree).flatMap(leavesOf) : []
}
