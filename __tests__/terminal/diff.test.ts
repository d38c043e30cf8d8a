import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { planFileSchema } from '../../src/report/plan-file-schema.ts'
import { differencesIn } from '../../src/terminal/exit-code.ts'
import { manifestText } from '../build/manifest.ts'
import { aFolder } from '../fakes/folder.ts'
import { type } from '../fakes/workstation.ts'

const isolated = (name: string, variables: object = {}) => ({ 'deployment-name': name, isolate: true, variables })
const { dir } = aFolder({
  'airflow-secrets.yaml': manifestText({
    deployments: {
      dev: isolated('dev', { target: 'dev', extra: 'x' }),
      prod: isolated('prod', { target: 'prod' }),
      twin: isolated('twin', { target: 'prod' }),
      token: isolated('token', { target: { env: 'TARGET' } })
    }
  }),
  'other.yml': manifestText({ variables: { greeting: 'Bye' } })
})
const [manifest, other] = [join(dir, 'airflow-secrets.yaml'), join(dir, 'other.yml')]
const diff = (...words: string[]) => type(['diff', ...words, '--manifest', manifest], { temp: dir })

describe('the command diff, without a login', () => {
  it('compares two Deployments by names and constants', async () => {
    expect(await diff('dev', 'prod')).toEqual({
      exitCode: 0,
      complained: '',
      printed: `dev → prod: 1 only in dev, 1 different, 2 equal
  variables.extra: only in dev
  variables.target: different: value dev → prod
  variables.greeting: equal
  connections.web: equal
  Vault was not asked: names and constants alone are compared, as the manifests have them.
✓ diff: dev → prod: 1 only in dev, 1 different, 2 equal
`
    })
  })

  it('compares one with what all Deployments share', async () => {
    expect((await diff('prod')).printed).toMatch(/^prod → the shared folders: 1 only in prod, 2 equal\n/)
  })

  it('compares two manifests', async () => {
    const { printed } = await type(['diff', other, manifest], { temp: dir })
    expect(printed).toContain('  variables.greeting: different: value Bye → Hello\n')
  })

  it('prints the plan file with --json', async () => {
    const { printed } = await diff('dev', 'prod', '--json')
    expect(planFileSchema.parse(JSON.parse(printed)).diffs).toMatchObject([{ first: 'dev', second: 'prod' }])
  })

  it.each([
    ['2 where there is a difference', ['dev', 'prod'], 2, ''],
    ['0 where there is none', ['twin', 'prod'], 0, ''],
    [
      '1 where nobody can tell',
      ['token', 'prod'],
      1,
      '--exit-code says whether there is a difference, and 1 name could not be compared\nThe notes of each say why'
    ]
  ])('with --exit-code ends with %s', async (_, words, exitCode, said) => {
    expect(await diff(...words, '--exit-code')).toMatchObject({ exitCode, complained: expect.stringContaining(said) })
  })

  it.each([
    ['no name', [], 'diff needs the name of a Deployment'],
    ['three names', ['dev', 'prod', 'twin'], 'diff compares two names at most'],
    ['a wrong name', ['dve', 'prod'], 'did you mean "dev"?'],
    [
      'a manifest that is not there',
      ['nowhere.yaml', 'prod'],
      'the manifest nowhere.yaml cannot be read: there is no such file\nCheck its path'
    ]
  ])('%s is a mistake', async (_, words, said) => {
    expect(await diff(...words)).toMatchObject({ exitCode: 1, complained: expect.stringContaining(said) })
  })
})

it('a difference counts more than what is unknown', () => {
  const names = (['unknown', 'only-in-first'] as const).map(state => ({ name: 'a', state, keys: [], notes: [] }))
  expect(differencesIn({ diffs: [{ first: 'dev', second: 'prod', names, notes: [] }] })).toBe(2)
})
