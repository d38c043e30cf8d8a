import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { beforeAll, describe, expect, it } from '@jest/globals'
import { Ajv2020 } from 'ajv/dist/2020.js'
import type { Environment } from '../../src/base/environment.ts'
import { planFile } from '../../src/report/plan-file.ts'
import { type PlanFile, planFileSchema } from '../../src/report/plan-file-schema.ts'
import { type Report, reportOf } from '../../src/report/report.ts'
import type { JsonSchema } from '../../tools/readme/manifest-schema.mjs'
import { planSchema } from '../../tools/readme/plan-schema.mjs'
import { cutOff, Fate } from '../fakes/mortal.ts'
import { Workplace } from '../fakes/workplace.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const shipped = JSON.parse(readFileSync(`${root}/schema/plan.schema.json`, 'utf8'))
const validate = new Ajv2020({ allErrors: true, allowUnionTypes: true }).compile(shipped)

const SYNC = { mode: 'sync', astro: undefined, selection: undefined } as object

/** Every way in which a secret enters. In `WHOLE`, `URI` and `JSON` the names of keys are secret as well. */
const MANIFEST = {
  variables: {
    greeting: 'Hello',
    token: { env: 'TOKEN' },
    settings: { json: { retries: 3, key: { $env: 'KEY' } } },
    whole: { env: 'WHOLE' },
    session: { generate: { length: 48 } }
  },
  connections: {
    warehouse: {
      conn_type: 'postgres',
      host: 'db.example.com',
      password: { env: 'PASSWORD' },
      extra: { sslmode: 'require', private_key: { $env: 'KEY' } }
    },
    legacy: { conn_uri: { env: 'URI' } },
    exported: { conn_json: { env: 'JSON' }, format: 'fields' }
  }
}

/** What the sources give: all that is secret has `say` in it. */
const valuesOf = (say: string): Environment => ({
  TOKEN: `token ${say}`,
  KEY: `key\n${say}`,
  PASSWORD: `p@s:s/${say}`,
  WHOLE: JSON.stringify({ [`name-${say}`]: say }),
  URI: `mysql://user-${say}:pass-${say}@${say}.example.com/crm?option-${say}=${say}`,
  JSON: JSON.stringify({ conn_type: 'ssh', login: say, extra: { [`name-${say}`]: say } })
})

type Step = PlanFile['chapters'][number]['steps'][number]

/** What whole runs left, by name, and every text of theirs that nobody may see. */
interface Played {
  readonly files: ReadonlyMap<string, string>
  readonly secrets: readonly string[]
}

/** Plays one run after the other. `first` and `second`: what all secrets have in them, before they are rotated and after. */
async function play(first: string, second: string): Promise<Played> {
  const place = new Workplace(MANIFEST)
  const files = new Map<string, string>()
  const run = async (name: string, ...how: Parameters<Workplace['run']>) => {
    const { journal, error } = await place.run(...how)
    files.set(name, [...planFile(reportOf(journal))].join(''))
    if (/killed|fails|too far/.test(name) !== (error !== undefined)) throw error ?? new Error(`${name} did not fail`)
  }
  place.environment = valuesOf(first)
  await run('a plan before anything is there', { mode: 'plan' })
  await run('a first run that is killed', {}, new Fate(cutOff({ how: 'killed', at: 60 })))
  // The lock of the one that was killed has an end.
  place.vault.passHours(1)
  await run('the first run', {})
  await run('a run with nothing new', {})
  place.environment = valuesOf(second)
  await run('a plan of new values', { mode: 'plan' })
  place.vault.forbids = call => call === 'write airflow/variables/token'
  await run('a run in which one secret fails', {})
  place.vault.forbids = () => false
  await run('a rotation', { rotateNow: true })
  place.vault.secrets.get('airflow/variables/whole')?.push({ value: JSON.stringify({ [`name-${second}`]: first }) })
  place.vault.secrets.get('airflow/variables/settings')?.push({ value: JSON.stringify({ [`name-${first}`]: second }) })
  place.vault.deleted.add('airflow/variables/token@2')
  await run('a repair of what was changed by hand', SYNC)
  const session = place.vault.secrets.get('airflow/variables/session')?.at(-1)?.['value']
  place.manifest({ ...MANIFEST, variables: { greeting: 'Hello' } })
  await run('a plan to prune', { ...SYNC, prune: { mode: 'plan', limit: 0.1 } })
  await run('a prune that goes too far', { ...SYNC, prune: { mode: 'apply', limit: 0.1 } })
  await run('a prune', { ...SYNC, prune: { mode: 'apply', limit: 1 } })
  await run('an undo of it', { ...SYNC, undo: 'run-11' })
  place.environment = {}
  await run('a plan without values', { mode: 'plan' })
  const issued = [...place.vault.issued.values()].map(({ secretId }) => secretId)
  return { files, secrets: [first, second, String(session), ...issued] }
}

describe('the plan file of whole runs', () => {
  let played: Played
  beforeAll(async () => {
    played = await play('canary', 'albatross')
  })

  const fileOf = (name: string): PlanFile => JSON.parse(played.files.get(name) ?? '')
  const stepsOf = (name: string): Step[] => fileOf(name).chapters.flatMap(({ steps }) => steps)
  const everyFile = () => [...played.files.keys()].map(name => [name, fileOf(name)] as const)

  it('is what both schemas say, and has nothing besides', () => {
    for (const [name, file] of everyFile()) {
      expect([name, validate(file) || validate.errors]).toEqual([name, true])
      expect([name, planFileSchema.parse(file)]).toEqual([name, file])
    }
  })

  it('has no value, no key that a source brings, nothing that was generated or issued', () => {
    expect(played.secrets.length).toBeGreaterThan(4)
    for (const [name, text] of played.files)
      expect([name, played.secrets.filter(secret => text.includes(secret))]).toEqual([name, []])
  })

  it('is the same, whatever the secrets are and however long', async () => {
    const other = await play('a', 'some-much-longer-text-than-the-other-one')
    expect([...other.files]).toEqual([...played.files])
  })

  it('has an id for each step, once in a chapter', () => {
    for (const [name, { chapters }] of everyFile())
      for (const { steps } of chapters) {
        const ids = steps.map(({ id }) => id)
        expect([name, new Set(ids).size]).toEqual([name, ids.length])
      }
  })

  it('gives what a run does the id that the plan had for it', () => {
    const secretsOf = (name: string) => stepsOf(name).flatMap(({ id, kind }) => (kind === 'secret' ? [id] : []))
    expect(secretsOf('a plan of new values')).toEqual(secretsOf('a run in which one secret fails'))
  })

  it('says first what all Deployments share', () => {
    expect(fileOf('the first run').chapters.map(({ target }) => target)).toEqual([undefined, { id: 'clx1', name: 'prod' }])
  })

  it('names the keys that differ, inside of structures those of the manifest', () => {
    const keys = stepsOf('a plan of new values').flatMap(step => (step.kind === 'secret' ? [[step.target, step.after.keys]] : []))
    expect(Object.fromEntries(keys)).toEqual({
      'variables/token': ['value'],
      'variables/settings': ['value.key'],
      'variables/whole': ['value'],
      'connections/warehouse': ['password', 'extra.private_key'],
      'connections/legacy': ['host', 'login', 'password', 'extra'],
      'connections/exported': ['login', 'extra']
    })
  })

  it('tells how far a run came', () => {
    const cameOf = (name: string) => stepsOf(name).map(({ outcome }) => outcome)
    const killed = cameOf('a first run that is killed')
    const end = killed.indexOf('failed')
    expect(end).toBeGreaterThan(0)
    expect(new Set(killed.slice(0, end))).toEqual(new Set(['done']))
    expect(killed.slice(end + 1).length).toBeGreaterThan(0)
    expect(new Set(killed.slice(end + 1))).toEqual(new Set([undefined]))
    expect(new Set(cameOf('the first run'))).toEqual(new Set(['done']))
    expect(new Set(cameOf('a plan of new values'))).toEqual(new Set([undefined]))
    const one = stepsOf('a run in which one secret fails').filter(({ outcome }) => outcome === 'failed')
    expect(one.map(({ id }) => id)).toEqual(['secret:variables/token'])
  })

  it('has findings whose hints are sentences', () => {
    const hints = everyFile().flatMap(([, { chapters }]) =>
      chapters.flatMap(({ findings }) => findings.flatMap(({ hint }) => hint ?? []))
    )
    expect(hints.length).toBeGreaterThan(0)
    expect(hints.filter(hint => !/^[A-Z`].*[.?]$/.test(hint))).toEqual([])
  })
})

describe('the schema of plan files', () => {
  it('is the one of the code', () => {
    expect(shipped).toEqual(planSchema())
  })

  it('describes every key', () => {
    expect([...nameless(shipped, '')]).toEqual([])
  })

  it('takes the example of the manual', () => {
    const [, example = ''] = /```json\n(.*?)```/s.exec(readFileSync(`${root}/docs/plan-file.md`, 'utf8')) ?? []
    expect(validate(JSON.parse(example)) || validate.errors).toBe(true)
    expect(planFileSchema.parse(JSON.parse(example))).toEqual(JSON.parse(example))
  })

  const step = {
    id: 'secret:variables/a',
    kind: 'secret',
    subject: 'Secrets',
    action: 'create',
    target: 'variables/a',
    reason: 'it does not exist yet',
    before: { state: 'absent', version: 0 },
    after: { state: 'set', version: 1 }
  }
  const fileWith = (difference: object, ofStep: object = {}) => ({
    schema: 1,
    mode: 'plan',
    outcome: 'succeeded',
    findings: [],
    compared: true,
    chapters: [{ steps: [{ ...step, ...ofStep }], findings: [] }],
    ...difference
  })
  const verdicts = (file: unknown) => ({ json: validate(file), zod: planFileSchema.safeParse(file).success })

  it.each<[string, object, object]>([
    ['another version', { schema: 2 }, {}],
    ['another mode', { mode: 'destroy' }, {}],
    ['no chapters', { chapters: {} }, {}],
    ['a kind that nobody knows', {}, { kind: 'format' }],
    ['a change of another kind', {}, { kind: 'mount' }],
    ['a state that nobody knows', {}, { before: { state: 'hunter2', version: 0 } }],
    ['a version that is none', {}, { after: { state: 'set', version: -1 } }],
    ['keys that are no texts', {}, { after: { state: 'set', version: 1, keys: [{}] } }],
    ['no id', {}, { id: null }],
    ['an outcome that nobody knows', {}, { outcome: 'exploded' }]
  ])('refuses %s', (_, difference, ofStep) => {
    expect(verdicts(fileWith({}))).toEqual({ json: true, zod: true })
    expect(verdicts(fileWith(difference, ofStep))).toEqual({ json: false, zod: false })
  })

  it('says whose each chapter is, and how the run ended for it', () => {
    const whole: Report = {
      mode: 'deploy',
      outcome: 'failed',
      findings: [],
      compared: true,
      chapters: [
        { steps: [], findings: [] },
        { scope: 'dev', steps: [], findings: [] },
        { target: { id: 'clx1', name: 'Development', key: 'dev' }, outcome: 'failed', steps: [], findings: [] }
      ]
    }
    const file = JSON.parse([...planFile(whole)].join(''))
    expect(file).toEqual({ schema: 1, ...whole })
    expect(verdicts(file)).toEqual({ json: true, zod: true })
  })

  it('leaves out what it does not know', () => {
    const file = fileWith({ later: true }, { later: true, after: { state: 'set', version: 1, later: true } })
    expect(validate(file)).toBe(true)
    expect(planFileSchema.parse(file)).toEqual(fileWith({}))
  })
})

/** Keys, and named parts, without a description. */
function* nameless(at: JsonSchema, path: string): Generator<string> {
  for (const [key, part] of [...Object.entries(at.properties ?? {}), ...Object.entries(at.$defs ?? {})]) {
    if (!part.description) yield `${path}${key}`
    yield* nameless(part, `${path}${key}.`)
  }
  if (at.items) yield* nameless(at.items, path)
  for (const part of [...(at.anyOf ?? []), ...(at.oneOf ?? [])]) yield* nameless(part, path)
}
