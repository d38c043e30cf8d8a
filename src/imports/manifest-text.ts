import { DUMP_SCHEMA, dump, realMapTag } from 'js-yaml'
import type { Connection } from '../airflow/connection.ts'
import { encodeUri } from '../airflow/uri.ts'
import { Mistakes } from '../base/errors.ts'
import type { Secret } from '../base/secret.ts'
import { WORDS } from '../sources/schema.ts'
import type { Imported, ImportedDefinition } from './collector.ts'
import { jsonText } from './json-text.ts'
import { plainMistakes } from './plain-names.ts'
import { hasSecretName, holdsSecret, type Leaf, looksSecret, secretLeaves } from './secrecy.ts'
import { type Needed, SecretNames } from './secret-names.ts'
import { parseTree } from './tree.ts'

/** A manifest equivalent to the files, without what looks secret in them. */
export interface ImportedManifest {
  readonly text: string
  readonly needed: readonly Needed[]
  /** The values, by the names in `needed`. They may fill an environment, and are never printed. */
  readonly values: ReadonlyMap<string, Secret>
}

/** How much becomes a secret: what looks like one, or each variable and each connection as a whole. */
export type Caution = 'looks' | 'all'

/** A variable or connection whose value nobody has yet, and where it is asked for. */
export type Valueless = Pick<ImportedDefinition, 'kind' | 'name' | 'at'>

interface ManifestOptions {
  readonly caution?: Caution
  /** Values that are not secrets, whatever they look like. */
  readonly plain?: readonly string[]
  /** Whether `***` in a text is what Airflow shows instead of a secret. */
  readonly masked?: boolean
  /** What else the manifest names: each becomes one secret. */
  readonly valueless?: readonly Valueless[]
}

/**
 * Turns what was imported into a manifest. Throws `Mistakes` with those names in `plain` that it cannot keep. Passwords and
 * whatever looks secret become `{ env: NAME }`, everything else a constant. A structure that would not come back unchanged
 * (numbers beyond the precision of JSON in JavaScript, equal keys) stays text.
 */
export function manifestOf(
  imported: Pick<Imported, 'definitions'>,
  name: string,
  { caution = 'looks', plain = [], masked = false, valueless = [] }: ManifestOptions = {}
): ImportedManifest {
  const secrets = new SecretNames(plain, masked)
  const [variables, connections]: [Map<string, unknown>, Map<string, unknown>] = [new Map(), new Map()]
  for (const one of imported.definitions) {
    const take = secrets.within(one)
    if (one.kind === 'variable') variables.set(one.name, variable(one.name, one.text.reveal(), take, caution))
    else connections.set(one.name, connection(one.connection.reveal(), take, caution))
  }
  for (const one of valueless) {
    const take = secrets.within(one)
    if (one.kind === 'variable') variables.set(one.name, { env: take([]) })
    else connections.set(one.name, { conn_uri: { env: take(['conn_uri']) } })
  }
  const manifest = {
    version: 1,
    name,
    ...(variables.size > 0 && { variables }),
    ...(connections.size > 0 && { connections })
  }
  const secretNames = secrets.needed.map(({ what }) => what)
  const mistakes = plainMistakes(secrets.unused, { definitions: imported.definitions, secrets: secretNames })
  if (mistakes.length > 0) throw new Mistakes(mistakes)
  return { text: dump(manifest, { schema: MAPS, lineWidth: -1 }), needed: secrets.needed, values: secrets.values }
}

/** A `Map` keeps names such as `10` in their order. */
const MAPS = DUMP_SCHEMA.withTags(realMapTag)

type Take = ReturnType<SecretNames['within']>

function variable(key: string, text: string, take: Take, caution: Caution): unknown {
  if (take.isPlain([], text)) return constant(text)
  if (caution === 'all' && text !== '') return { env: take([], text) }
  const tree = structureOf(text)
  // As a structure only if it is written back byte for byte, because a task may compare the text.
  if (tree !== undefined && JSON.stringify(tree) === text && !hasSecretName(key)) {
    const json = withSources(tree, key, [], take)
    if (json !== undefined) return { json }
  }
  const secret =
    tree === undefined
      ? looksSecret(key, text)
      : hasSecretName(key) || holdsSecret(text) || [...secretLeaves(tree, key)].length > 0
  return secret ? { env: take([], text) } : constant(text)
}

function connection(made: Connection, take: Take, caution: Caution): unknown {
  const { connType, port, password, extra } = made
  const whole = () => ({ conn_uri: { env: take(['conn_uri'], encodeUri(made), Object.values(made).join('\n')) } })
  if (caution === 'all') return whole()
  const structure = extra ? structureOf(extra) : undefined
  const kept = extra && (structure === undefined || [...secretLeaves(structure, 'extra')].some(isNoText))
  if (extra && kept && (holdsSecret(extra) || [...secretLeaves(JSON.parse(extra), 'extra')].length > 0)) return whole()
  const text = (field: 'host' | 'login' | 'schema') => {
    const value = made[field]
    if (value === undefined) return {}
    // A host with a random name is not a secret; what follows it may be, and a login may be an API key.
    const secret = holdsSecret(value) || looksSecret('', field === 'host' ? value.replace(/^(\w+:\/\/)?[^/?]*/, '') : value)
    if (secret && take.isPlain([field], value)) return { [field]: constant(value) }
    return { [field]: secret ? { env: take([field], value) } : constant(value) }
  }
  return {
    conn_type: connType,
    ...text('host'),
    ...(port !== undefined && { port }),
    ...text('schema'),
    ...text('login'),
    // GitHub has no empty secrets; with allow-empty, an absent one does the same.
    ...(password === '' && { password: { env: take(['password'], ''), 'allow-empty': true } }),
    ...(password && { password: { env: take(['password'], password) } }),
    ...(extra && { extra: kept ? constant(extra) : withSources(structure, 'extra', ['extra'], take) })
  }
}

/** `${` is reserved in a manifest; `$${` stands for it. */
const constant = (text: string) => text.split('${').join('$${')

/** Keys that are more than data in a manifest. */
const RESERVED = new RegExp(`"(\\$(${WORDS.join('|')})|__proto__|<<)"`)

/** The object or list in a text, if a manifest can hold it and write it back. */
function structureOf(text: string): object | undefined {
  if (!/^\s*[[{]/.test(text) || RESERVED.test(text)) return undefined
  try {
    const tree = JSON.parse(text)
    const { root, problems } = parseTree(text)
    return problems.length === 0 && jsonText(root) === JSON.stringify(tree) ? tree : undefined
  } catch {
    return undefined
  }
}

/** What no source can stand for: a number, or a key. */
const isNoText = ({ value, isKey }: Leaf) => isKey || typeof value !== 'string'

/** The structure with `{ $env: NAME }` instead of its secrets; undefined if one of them is not a string. */
function withSources(tree: unknown, name: string, path: readonly string[], take: Take): unknown {
  const leaves = [...secretLeaves(tree, name)].filter(leaf => !take.isPlain([...path, ...leaf.path], String(leaf.value)))
  if (leaves.some(isNoText)) return undefined
  const secret = new Map(leaves.map(leaf => [leaf.path.join('\0'), String(leaf.value)]))
  const replaced = (node: unknown, at: readonly string[]): unknown => {
    if (Array.isArray(node)) return node.map((item, index) => replaced(item, [...at, String(index)]))
    if (typeof node === 'object' && node !== null) {
      return Object.fromEntries(Object.entries(node).map(([key, child]) => [key, replaced(child, [...at, key])]))
    }
    const value = secret.get(at.join('\0'))
    return value === undefined ? node : { $env: take([...path, ...at], value) }
  }
  return replaced(tree, [])
}
