import { symlinkSync } from 'node:fs'
import { describe, expect, it } from '@jest/globals'
import { Mistakes } from '../../src/base/errors.ts'
import { Unreadable } from '../../src/base/files.ts'
import { sentenceOf } from '../../src/base/finding.ts'
import { readImports } from '../../src/imports/read.ts'
import { scopeOf } from '../../src/manifest/scope.ts'
import { aManifest, resolveForKv, valuesOf } from '../build/manifest.ts'
import { aFolder } from '../fakes/folder.ts'
import { Workplace } from '../fakes/workplace.ts'

/** Who opens a pull request writes the manifest and the files that it imports, and reads what a plan with credentials says. */

const NUMBERS = [1, 2, 3, 4]
const GUESSES = Object.fromEntries(NUMBERS.map(n => [`g${n}`, `guess-${n}`]))

/** What a run says that knows a secret, of a manifest with as many variables from its source as there are guesses. */
async function said(source: object, secret: string, guesses: object = GUESSES): Promise<readonly string[]> {
  const variables = Object.fromEntries(Object.keys(guesses).map(name => [name, source]))
  const folder = aFolder({ 'guesses.json': JSON.stringify(guesses) })
  const workplace = new Workplace({ variables, connections: {}, imports: [{ file: `${folder.dir}/guesses.json` }] })
  workplace.environment = { DB_PASSWORD: secret }
  workplace.folder.write('secret.txt', secret)
  workplace.vault.secrets.set('airflow/team/db', [{ password: secret }])
  const { error, said } = await workplace.run({ mode: 'plan' })
  const errors = error instanceof Mistakes ? error.findings.map(sentenceOf) : []
  return [...errors, ...said.warnings].map(sentence => sentence.replaceAll(/[./]\S*\//g, ''))
}

describe('guesses of a secret beside its source', () => {
  const VAULT = { vault: { path: 'team/db', key: 'password' } }

  it('from Vault are all refused, whichever is right, and if there is only one', async () => {
    const wrong = await said(VAULT, 'hunter-2')
    expect(wrong).toHaveLength(NUMBERS.length)
    expect(wrong[0]).toMatch(
      /^guesses\.json:1: variables\.g1 is also in .*, whose value comes from Vault and is not compared; remove/
    )
    for (const n of NUMBERS) expect(await said(VAULT, `guess-${n}`)).toEqual(wrong)
    const one = { g1: 'guess-1' }
    expect(await said(VAULT, 'guess-1', one)).toEqual(await said(VAULT, 'hunter-2', one))
  })

  it.each([
    ['the environment', { env: 'DB_PASSWORD' }],
    ['the environment, deep in a structure', { json: [{ $env: 'DB_PASSWORD' }] }]
  ])('from %s are all reported, whichever is right', async (_, source) => {
    const guesses = 'env' in source ? GUESSES : Object.fromEntries(NUMBERS.map(n => [`g${n}`, `["guess-${n}"]`]))
    const wrong = await said(source, 'hunter-2', guesses)
    expect(wrong).toHaveLength(NUMBERS.length)
    expect(wrong[0]).toContain('at least one of all the names in both places has a different value')
    for (const n of NUMBERS) expect(await said(source, `guess-${n}`, guesses)).toEqual(wrong)
  })

  it('that are all right are none, since a team may keep a value in both places', async () => {
    expect(await said({ env: 'DB_PASSWORD' }, 'same-value-9', { a: 'same-value-9', b: 'same-value-9' })).toEqual([])
  })
})

describe('guesses of what a file holds that an earlier step wrote', () => {
  const contents: Record<string, string> = {
    'secret.json': '{"password": "guess-2"}',
    ...Object.fromEntries(NUMBERS.map(n => [`${n}.json`, `{"password": "guess-${n}"}`]))
  }
  const readFile = (file: string) => {
    const text = contents[file]
    if (text === undefined) throw new Unreadable(file, 'there is no such file')
    return text
  }
  const read = (files: readonly string[]) =>
    readImports(
      files.map(file => ({ file, rename: new Map() })),
      readFile
    )

  it('in as many files are one finding for each name', () => {
    expect(read(['secret.json', '1.json', '3.json', '4.json', '2.json']).problems).toHaveLength(1)
  })

  it('under as many names for one file are refused, also through links', async () => {
    const workplace = new Workplace({
      imports: [
        { file: '/nowhere/a.json' },
        ...['secret.json', 'link.json'].map(name => ({ file: `${aSecret.dir}/${name}`, rename: { password: name.slice(0, 4) } }))
      ]
    })
    const { error } = await workplace.run({ mode: 'plan' })
    expect(error).toMatchObject({
      findings: expect.arrayContaining([
        expect.objectContaining({ message: expect.stringMatching(/link\.json is listed twice; list each file once$/) })
      ])
    })
  })

  const aSecret = aFolder({ 'secret.json': '{"password": "x"}' })
  symlinkSync('secret.json', `${aSecret.dir}/link.json`)
})

it('constants of the manifest are compared with an import by name, since both can be read', () => {
  const manifest = aManifest({ variables: { a: '1', b: '2' }, connections: {}, imports: [{ file: 'vars.json' }] })
  const imported = readImports(manifest.imports, () => '{"a": "1", "b": "3"}')
  const { problems } = resolveForKv(manifest, scopeOf(manifest), valuesOf({}), imported)
  expect(problems.map(sentenceOf)).toEqual([
    expect.stringMatching(/^vars\.json:1: variables\.b is also in .*, with a different value; remove one of them$/)
  ])
})
