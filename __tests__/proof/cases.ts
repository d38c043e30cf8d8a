import type { Connection } from '../../src/airflow/connection.ts'
import type { Environment } from '../../src/base/environment.ts'
import { below, oneOf, type Random, randomConnection, randomText } from '../airflow/random-connections.ts'

/** One entry of a manifest, and what its author asks for with it. */
export type Case = {
  readonly name: string
  /** As it stands in the manifest. */
  readonly entry: unknown
  /** What its sources give. */
  readonly environment: Environment
} & (
  | { readonly kind: 'variable'; readonly asked: string }
  | { readonly kind: 'connection'; readonly asked: Connection; readonly description?: string }
  /** Airflow itself says what the URI means. */
  | { readonly kind: 'uri'; readonly asked: string }
)

const LONG = 20_000

/** Mostly short; now and then empty, long, or what cannot be kept at all. */
function anyText(random: Random): string {
  const chance = random()
  if (chance < 0.002) return `${randomText(random)}${oneOf(random, ['\0', '\ud800', '\udfff'])}`
  if (chance < 0.01) return randomText(random).repeat(below(random, LONG / 12))
  return randomText(random)
}

/** Puts values into the manifest, as constants or by the environment. */
class Spelling {
  readonly environment: Record<string, string> = {}
  readonly #random: Random
  readonly #name: string

  constructor(random: Random, name: string) {
    this.#random = random
    this.#name = name.replace(/[^A-Za-z0-9]/g, '_')
  }

  text(value: string): unknown {
    return this.#random() < 0.5 ? value.replaceAll('${', () => '$${') : this.source(value)
  }

  /** In a structure: a constant is data there, whatever it has in it. */
  leaf(value: string): unknown {
    return this.#random() < 0.5 ? value : this.source(value, '$')
  }

  source(value: string, prefix = ''): unknown {
    const variable = `${this.#name}_${Object.keys(this.environment).length}`
    this.environment[variable] = value
    return { [`${prefix}env`]: variable, ...(value === '' ? { [`${prefix}allow-empty`]: true } : {}) }
  }
}

export function variableCase(random: Random, index: number): Case {
  const name = `v${index}${oneOf(random, ['', '', '/deep/er', '-a', '_b.c', '.D'])}`
  const spelling = new Spelling(random, name)
  if (random() < 0.6) {
    const asked = anyText(random)
    return { kind: 'variable', name, asked, entry: spelling.text(asked), environment: spelling.environment }
  }
  const { plain, written } = structure(random, spelling, 4)
  return {
    kind: 'variable',
    name,
    asked: JSON.stringify(plain),
    entry: { json: written },
    environment: spelling.environment
  }
}

export function connectionCase(random: Random, index: number): Case {
  const name = `c${index}${oneOf(random, ['', '', '-a', '_b.c', '.D'])}`
  const spelling = new Spelling(random, name)
  const chosen = oneOf<{ format?: 'uri' | 'fields' }>(random, [{}, { format: 'uri' }, { format: 'fields' }])
  const connection = randomConnection(random, () => anyText(random))
  const common = { name, environment: spelling.environment }
  const form = random()
  if (form < 0.25) {
    const asked = random() < 0.5 ? plainUri(random, connection) : oddUri(random)
    return { ...common, kind: 'uri', asked, entry: { conn_uri: spelling.text(asked), 'not-secret': true, ...chosen } }
  }
  const description = chosen.format === 'fields' && random() < 0.5 ? anyText(random) : undefined
  const described = description === undefined ? {} : { description }
  if (form < 0.5) {
    const text = jsonText(random, connection, description)
    return {
      ...common,
      kind: 'connection',
      asked: connection,
      ...described,
      entry: { conn_json: spelling.text(text), 'not-secret': true, ...chosen }
    }
  }
  const { connType, port, extra, ...texts } = connection
  const tree = extra !== undefined && random() < 0.6 ? structure(random, spelling, 3) : undefined
  const wrap = tree === undefined || !isMapping(tree.plain) ? undefined : tree
  return {
    ...common,
    kind: 'connection',
    asked: { ...connection, ...(wrap && { extra: JSON.stringify(wrap.plain) }) },
    ...described,
    entry: {
      conn_type: connType,
      ...Object.fromEntries(Object.entries(texts).map(([field, value]) => [field, spelling.text(value)])),
      ...(port === undefined ? {} : { port: random() < 0.7 ? port : spelling.source(String(port)) }),
      ...(extra === undefined ? {} : { extra: wrap ? wrap.written : extra.replaceAll('${', () => '$${') }),
      ...described,
      ...chosen,
      'not-secret': true
    }
  }
}

interface Structure {
  readonly plain: unknown
  /** The same with some of its texts left to sources. */
  readonly written: unknown
}

function structure(random: Random, spelling: Spelling, depth: number): Structure {
  const kind = random()
  if (depth > 0 && kind < 0.3) {
    const items = Array.from({ length: below(random, 4) }, () => structure(random, spelling, depth - 1))
    return { plain: items.map(({ plain }) => plain), written: items.map(({ written }) => written) }
  }
  if (depth > 0 && kind < 0.8) {
    const items = Array.from({ length: below(random, 4) }, () => [keyOf(random), structure(random, spelling, depth - 1)] as const)
    return {
      plain: Object.fromEntries(items.map(([key, { plain }]) => [key, plain])),
      written: Object.fromEntries(items.map(([key, { written }]) => [key, written]))
    }
  }
  const plain = oneOf<unknown>(random, [
    randomText(random),
    true,
    false,
    null,
    below(random, 1e9) - 5e8,
    random() * 1e3,
    1e-300,
    '',
    '17'
  ])
  return { plain, written: typeof plain === 'string' ? spelling.leaf(plain) : plain }
}

const keyOf = (random: Random): string =>
  random() < 0.03 ? oneOf(random, ['__proto__', 'constructor', '1', '']) : randomText(random)

const isMapping = (tree: unknown): boolean => typeof tree === 'object' && tree !== null && !Array.isArray(tree)

/** As a careful person writes it, who encodes what must be encoded and some more. */
function plainUri(random: Random, { connType, host, login, password, schema, port, extra }: Connection): string {
  const encode = (text: string | undefined) =>
    [...(text ?? '')]
      .map(character => (/[A-Za-z0-9._~-]/.test(character) && random() < 0.9 ? character : percentEncoded(character)))
      .join('')
  const user =
    login === undefined && password === undefined
      ? ''
      : `${encode(login)}${password === undefined ? '' : `:${encode(password)}`}@`
  const query =
    extra === undefined ? '' : random() < 0.5 ? `?__extra__=${encode(extra)}` : `?a=${encode(extra)}&b+c=${encode(host)}`
  const type = connType.replaceAll('_', '-')
  return `${type}://${user}${encode(host)}${port === undefined ? '' : `:${port}`}/${encode(schema)}${query}`
}

const percentEncoded = (character: string): string =>
  !/\p{Surrogate}/u.test(character)
    ? [...Buffer.from(character)].map(byte => `%${byte.toString(16).padStart(2, '0')}`).join('')
    : character

/** As a careless one does: most of these mean something else than they seem to, or nothing. */
function oddUri(random: Random): string {
  const text = () => randomText(random).replace(/[\s#]/g, '')
  const part = () => oneOf(random, ['', 'user', 'p%40ss', 'Db.Example.com', '10.0.0.7', '[2001:db8::1]', text()])
  const before = oneOf(random, ['', '', `${part()}@`, `${part()}:${part()}@`, 'https://', 'HTTP://'])
  const after = oneOf(random, [
    '',
    '/',
    `/${part()}`,
    `/${part()}?${part()}=${part()}`,
    `?${part()}=${part()}&x=1+2`,
    `?__extra__={}`
  ])
  return `${oneOf(random, ['postgres', 'postgresql', 'HTTP', 'google-cloud-platform', 'a.b'])}://${before}${part()}${oneOf(random, ['', '', ':', ':5432', ':0', ':070'])}${after}`
}

/** What Airflow takes in `AIRFLOW_CONN_*`, in one of its many forms. */
function jsonText(random: Random, { connType, port, extra, ...texts }: Connection, description: string | undefined): string {
  const absent = random() < 0.3 ? { host: null, schema: null, login: null, password: null, port: null, extra: null } : {}
  const whole = {
    ...absent,
    conn_type: connType,
    ...texts,
    ...(port === undefined ? {} : { port: random() < 0.5 ? port : String(port) }),
    ...(extra === undefined ? {} : { extra: random() < 0.5 ? extra : JSON.parse(extra) }),
    ...(description === undefined ? {} : { description })
  }
  return random() < 0.5 ? JSON.stringify(whole) : JSON.stringify(whole, undefined, 2)
}
