import { gzipSync } from 'node:zlib'
import { beforeEach, describe, expect, it } from '@jest/globals'
import { UserError } from '../../src/base/errors.ts'
import { readConsumer } from '../../src/records/consumer.ts'
import { DamagedRecord } from '../../src/records/damaged.ts'
import { generatedOf } from '../../src/records/generated.ts'
import { changesOf, readHistory } from '../../src/records/history.ts'
import { readKey } from '../../src/records/key.ts'
import { readLedger } from '../../src/records/ledger.ts'
import { readRecord } from '../../src/records/record.ts'
import { sealOf } from '../../src/records/seal.ts'
import { EMPTY, pack, SHARD } from '../../src/records/shard.ts'
import type { Vault } from '../../src/vault/port.ts'
import { aCredential, aHeld, aLock, aRecord, THEN } from '../build/deployment.ts'
import { KEY } from '../build/vault.ts'
import { FakeVault } from '../fakes/vault.ts'

/** One good record of each kind, with every field that it may have, and each of these fields damaged in every way. */

/** What somebody may put in the place of any text. None of it may get further than the schema. */
const HOSTILE = [
  'x" { capabilities = ["sudo"] } path "*',
  '../..',
  '+',
  '*',
  'a/+/b',
  '_astro-vault-action/x',
  'a\nb',
  'a\u2028b',
  '\u202eb',
  '`id` $(id)',
  ' ',
  'a'.repeat(100_000)
]
/** No text is what a server made: by its type alone it is damaged. */
const OTHERS: readonly unknown[] = [5, -1, 1.5, 1e30, null, true, 'five', [], [null], {}, { toString: 5 }, { value: {} }]

/** Fields that are only shown, compared or looked up: as many hostile texts as are one line of it are harmless. */
const isLine = (text: string) => text.length <= 256 && !/[\n\u2028\u202e]/.test(text)
const isBase64 = (text: string) => text.length % 4 === 0 && /^[a-z]*$/.test(text)
const isOurs = (text: string) => text === '_astro-vault-action/x'
const isAny = (text: string) => text.length <= 4_096

interface Sample {
  readonly kind: string
  readonly name: string
  readonly record: object
  /** Reads it as a run does that needs it. */
  readonly read: (vault: Vault) => Promise<unknown>
  /** May be left out. */
  readonly optional?: readonly string[]
  /** Texts that a field may have, beside what the rules of names allow. */
  readonly open?: Readonly<Record<string, (text: string) => boolean>>
}

const place = { mount: 'airflow', manifest: 'analytics' }
const run = { ...place, run: '100', key: KEY }
const changes = gzipSync('variables/a\twrite\t1\t1\tfingerpr').toString('base64')
const shard = pack(
  { ...EMPTY, roles: new Map([['approle/astro_role', { token_ttl: '3600' }]]), policies: new Set(['astro_policy']) },
  1,
  { ...place, index: 0, version: 1 },
  KEY
)

const KEY_RECORD = { key: Buffer.alloc(32, 7).toString('base64') }
const ACCESSES = ['holds', 'retired[0]', 'lock.targets[0]', 'lock.issued']

const SAMPLES: readonly Sample[] = [
  { kind: 'key', name: 'key', record: KEY_RECORD, read: vault => readKey(vault, 'airflow') },
  {
    kind: 'shard of a ledger',
    name: 'manifests/analytics/0',
    record: shard,
    read: vault => readRecord(vault, 'airflow', 'manifests/analytics/0', SHARD),
    optional: ['of', 'policies', 'asked'],
    // The seal tells that from what was written, and the mount of an auth method has nothing to do with our folder.
    open: { paths: isBase64, 'roles[0]': isOurs, 'asked[0].role': isOurs, 'asked[0].fields.*': isLine }
  },
  {
    kind: 'history',
    name: 'history/analytics',
    record: { runs: [{ run: '100', changes, seal: sealOf(KEY, ['history', 'airflow', 'analytics', '100', changes]) }] },
    read: vault => changesOf(vault, run)
  },
  {
    kind: 'generated values',
    name: 'generated/analytics',
    record: { values: { 'variables/key': { value: 'x', rotate: '2' } } },
    read: vault => generatedOf(vault, place),
    open: { 'values.*': isAny, 'values.*.value': isAny, 'values.*.rotate': isAny }
  },
  {
    kind: 'consumer',
    name: 'consumers/clx1',
    record: aRecord({
      holds: aHeld('accessor-1', { login: { role_id: 'role-id-1' } }),
      shipped: {
        image: { tree: 'tree-1', version: 'tag-1', provider: true },
        dags: { tree: 'tree-2', version: 'dags-1', provider: false }
      },
      retired: [{ ...aCredential('accessor-0'), since: THEN, stray: true }],
      lock: aLock({
        targets: [aCredential('accessor-2')].map(({ id: _, ...access }) => access),
        before: { A: THEN },
        issued: aHeld('accessor-2'),
        woken: { until: THEN, was: { hibernates: true, until: THEN } }
      })
    }),
    read: vault => readConsumer(vault, 'airflow', 'clx1'),
    optional: [
      ...['holds', 'shipped.image', 'shipped.dags', 'lock', 'lock.before', 'lock.issued', 'lock.unsettled'],
      ...['lock.woken', 'lock.woken.was', 'lock.woken.was.until'],
      ...['holds.login', 'retired[0].stray'],
      ...['image', 'dags'].flatMap(part => [`shipped.${part}.version`, `shipped.${part}.provider`])
    ],
    open: {
      'consumer.name': isLine,
      'holds.login.*': isLine,
      'shipped.image.version': isLine,
      'shipped.dags.version': isLine,
      ...Object.fromEntries(ACCESSES.map(access => [`${access}.authMount`, isOurs]))
    }
  }
]

/** Where something stands in a record, and what stands there. */
interface Spot {
  readonly path: readonly (string | number)[]
  readonly value: unknown
}

function spotsIn(value: unknown, path: Spot['path'] = []): Spot[] {
  const below = typeof value === 'object' && value !== null ? Object.entries(value) : []
  const inside = below.flatMap(([key, child]) => spotsIn(child, [...path, Array.isArray(value) ? Number(key) : key]))
  return path.length === 0 ? inside : [{ path, value }, ...inside]
}

/** Mappings whose keys are stored text: `*` stands for it. */
const TABLES = ['values', 'variables', 'lock.before', 'holds.login', 'asked[0].fields']

function nameOf({ path }: Pick<Spot, 'path'>): string {
  const name = path
    .map(part => (typeof part === 'number' ? `[${part}]` : `.${part}`))
    .join('')
    .slice(1)
  const table = TABLES.find(table => name.startsWith(`${table}.`))
  return table === undefined ? name : name.replace(`${table}.${path[table.split(/[.[]/).length]}`, `${table}.*`)
}

/** A copy in which `change` has been made to what holds the last part of `path`. */
function changed(
  record: object,
  path: Spot['path'],
  change: (parent: Record<string | number, unknown>, key: string | number) => void
) {
  const copy = JSON.parse(JSON.stringify(record))
  const parent = path.slice(0, -1).reduce((at, key) => at[key], copy)
  change(parent, path.at(-1) ?? '')
  return copy
}

function spotOf({ record }: Sample, field: string): Spot {
  const spot = spotsIn(record).find(spot => nameOf(spot) === field)
  if (spot === undefined) throw new Error(`the sample has no ${field}`)
  return spot
}

const kindOf = (value: unknown) => (Array.isArray(value) ? 'array' : value === null ? 'null' : typeof value)

/** Every way in which one spot of a record can be damaged, with what was put there. */
function damagesOf({ record, optional = [], open = {} }: Sample, { path, value }: Spot): { what: unknown; record: object }[] {
  const field = nameOf({ path })
  const put = (what: unknown) => ({ what, record: changed(record, path, (parent, key) => (parent[key] = what)) })
  const types = OTHERS.filter(other => kindOf(other) !== kindOf(value))
  const numbers = typeof value === 'number' ? [0, -1, 1.5, 1e30] : []
  const texts = typeof value === 'string' ? HOSTILE.filter(text => !open[field]?.(text)) : []
  // A list or a mapping with one entry less is none the worse for it.
  const entry = typeof path.at(-1) === 'number' || field.endsWith('.*')
  const gone = entry || optional.includes(field) ? [] : [changed(record, path, (parent, key) => delete parent[key])]
  const names = field.endsWith('.*') ? HOSTILE.filter(text => !open[field]?.(text)) : []
  return [
    ...[...types, ...numbers, ...texts].map(put),
    ...gone.map(record => ({ what: undefined, record })),
    ...names.map(text => ({
      what: text,
      record: changed(record, path, (parent, key) => {
        delete parent[key]
        parent[text] = value
      })
    }))
  ]
}

let vault: FakeVault

beforeEach(() => {
  vault = new FakeVault()
})

const lay = ({ name, record }: Pick<Sample, 'name' | 'record'>) =>
  vault.secrets.set(`airflow/_astro-vault-action/${name}`, [{}, { value: JSON.stringify({ schema: 1, ...record }) }])

const failureOf = async (reading: Promise<unknown>): Promise<unknown> => {
  try {
    return { nothing: await reading }
  } catch (error) {
    return error
  }
}

describe.each(SAMPLES.map(sample => [sample.kind, sample] as const))('a record of the kind %s', (_, sample) => {
  const path = `airflow/_astro-vault-action/${sample.name}`

  it('is read where it is good', async () => {
    lay(sample)
    expect(await sample.read(vault)).toBeDefined()
  })

  it('is good without what it may be without', async () => {
    for (const field of sample.optional ?? []) {
      lay({ ...sample, record: changed(sample.record, spotOf(sample, field).path, (parent, key) => delete parent[key]) })
      expect(await sample.read(vault)).toBeDefined()
    }
  })

  it('takes any harmless text where a text does nothing', async () => {
    for (const [field, allows] of Object.entries(sample.open ?? {})) {
      const { path, value } = spotOf(sample, field)
      const put = (text: string) =>
        changed(sample.record, path, (parent, key) => {
          delete parent[key]
          parent[typeof value === 'string' ? key : text] = typeof value === 'string' ? text : value
        })
      for (const text of HOSTILE.filter(allows)) {
        lay({ ...sample, record: put(text) })
        expect(await sample.read(vault)).toBeDefined()
      }
    }
  })

  it.each(spotsIn(sample.record).map(spot => [nameOf(spot), spot] as const))(
    'that is damaged in %s gives a sentence that names it, and quotes nothing',
    async (field, spot) => {
      for (const { what, record } of damagesOf(sample, spot)) {
        lay({ ...sample, record })
        const error = await failureOf(sample.read(vault))
        const about = `${field} is ${JSON.stringify(what)?.slice(0, 60)}`
        if (!(error instanceof UserError)) throw new Error(`${about}, and there was ${JSON.stringify(error)} ${error}`)
        const said = `${error.message}\n${error.hint}`
        expect([about, error.message]).toEqual([
          about,
          expect.stringMatching(/ is damaged.*: .* (must (be|consist of|map|have|not be)|is not) /s)
        ])
        expect(error.message.startsWith(path)).toBe(true)
        // Of a mapping the whole is told of, and of what only shows when it is unpacked, or compared, the last part.
        const named = /mount$|changes$/.exec(field)?.[0] ?? field.replace(/\.\*.*/, '')
        expect([about, error.message]).toEqual([about, expect.stringContaining(named)])
        // Where another mount is named all versions do, unless it is no mount at all.
        expect(error.hint).toMatch(
          /(^Delete the record with `vault kv metadata delete -mount=airflow|^If the mount was moved .* delete the record with `vault kv metadata delete -mount=airflow) _astro-vault-action\//
        )
        if (typeof what === 'string' && what.length > 4) expect(said).not.toContain(what)
        expect(said.length).toBeLessThan(1_500)
      }
    }
  )

  it.each(['', '{', 'null', '5', '[]', '"x"', '{"schema":"1"}', '{"schema":0}', '{"schema":1,"__proto__":{}}'])(
    'that is not even one (%s) gives a sentence',
    async text => {
      vault.secrets.set(path, [{ value: text }])
      const error = await failureOf(sample.read(vault))
      expect([error instanceof UserError, String(error)]).toEqual([true, expect.stringContaining(`${path} is damaged`)])
    }
  )
})

describe('a damaged record', () => {
  const spoilt = (name: string) => vault.secrets.set(`airflow/_astro-vault-action/${name}`, [{ value: '{"schema":1}' }])

  it('of a ledger stops no run: what it knew is in doubt', async () => {
    spoilt('manifests/analytics/0')
    expect(await readLedger(vault, { ...place, key: KEY })).toEqual({
      ...EMPTY,
      doubt:
        'airflow/_astro-vault-action/manifests/analytics/0 is damaged: paths must be a string; roles must be a list; seal must be a string'
    })
  })

  it.each(Object.keys(shard))('of a ledger is named in what a run says, with its field %s', async field => {
    lay({ name: 'manifests/analytics/0', record: { ...shard, [field]: { a: 1 } } })
    const { doubt } = await readLedger(vault, { ...place, key: KEY })
    expect(doubt).toMatch(new RegExp(`^airflow/_astro-vault-action/manifests/analytics/0 is damaged: ${field} must be `))
  })

  it.each<[string, number[], number | undefined]>([
    ['the one before', [1], 1],
    ['the newest that can be read, behind others that are damaged, deleted or of a newer version', [1, 2], 2],
    ['none that is far back', [], undefined],
    ['none where there is none', [], undefined]
  ])('has a cure that helps: %s', async (label, good, restored) => {
    const bad = [{ value: '{' }, { value: '{"schema":2}' }]
    const fill = label.includes('behind') ? bad : label.includes('far') ? Array.from({ length: 9 }, () => ({ value: '{' })) : []
    const far = label.includes('far') ? [{ value: JSON.stringify({ schema: 1, ...KEY_RECORD }) }] : []
    const versions = [
      ...far,
      ...good.map(() => ({ value: JSON.stringify({ schema: 1, ...KEY_RECORD }) })),
      ...fill,
      { value: '{' }
    ]
    vault.secrets.set('airflow/_astro-vault-action/key', versions)
    const { hint } = (await failureOf(readKey(vault, 'airflow'))) as UserError
    if (restored === undefined) expect(hint).toMatch(/^Delete the record with /)
    else
      expect(hint).toContain(
        `Restore version ${restored} with \`vault kv rollback -mount=airflow -version=${restored} _astro-vault-action/key\`, or delete`
      )
  })

  it('of a history stops no run: it is begun anew', async () => {
    spoilt('history/analytics')
    expect(await readHistory(vault, 'airflow', 'analytics')).toMatchObject({ pages: [{ value: undefined, version: 1 }] })
  })

  it('is told from what may not be read, and from a fault of ours', async () => {
    spoilt('key')
    await expect(readKey(vault, 'airflow')).rejects.toBeInstanceOf(DamagedRecord)
    vault.forbids = call => call.startsWith('read')
    const error = await failureOf(readKey(vault, 'airflow'))
    expect([error instanceof UserError, error instanceof DamagedRecord]).toEqual([true, false])
  })
})
