import { readFileSync } from 'node:fs'
import { describe, expect, it } from '@jest/globals'
import { GROUPS, INPUT_NAMES } from '../../src/inputs/schema.ts'
import { checkedGroups, groupsIn, inputsTable } from '../../tools/readme/inputs-reference.mjs'

const action = readFileSync('action.yml', 'utf8')
const reference = readFileSync('docs/inputs.md', 'utf8')
const readme = readFileSync('README.md', 'utf8')

type Names = [title: string, ...inputs: string[]][]

const namesOf = (groups: Readonly<Record<string, object>>): Names =>
  Object.entries(groups).map(([title, inputs]) => [title, ...Object.keys(inputs)])

/** The first column of a table. */
const rowsIn = (text: string) => [...text.matchAll(/^\| `([\w-]+)` \|/gm)].map(([, name = '']) => name)

/** The sections of a page, each with the inputs in its table. */
const sectionsIn = (page: string): Names =>
  page
    .split(/^## /m)
    .slice(1)
    .map(section => [section.split('\n', 1)[0] ?? '', ...rowsIn(section)])

describe('the same inputs, in the same groups and order', () => {
  it('are in action.yml', () => {
    expect(namesOf(groupsIn(action))).toEqual(namesOf(GROUPS))
  })

  it('are in docs/inputs.md', () => {
    expect(sectionsIn(reference)).toEqual(namesOf(GROUPS))
  })

  it('are read', () => {
    expect(INPUT_NAMES).toEqual(Object.values(GROUPS).flatMap(group => Object.keys(group)))
  })
})

describe('the essential inputs', () => {
  const [[, ...essentials] = ['']] = namesOf(GROUPS)

  it('are six', () => {
    expect(essentials).toEqual(['mode', 'manifest', 'vault-url', 'vault-auth-method', 'deployment-id', 'astro-api-token'])
  })

  it('are the only ones in the table of the README', () => {
    const section = readme.split('<!-- inputs -->')[1]?.split('<!-- /inputs -->')[0] ?? ''
    expect(rowsIn(section)).toEqual(essentials)
  })
})

describe('npm run readme', () => {
  it.each([
    ['in another group', action.replace('  # -- Safety --\n', '')],
    ['in another order', action.replace('  # -- Run --\n', '').replace('  mode:', '  # -- Run --\n  mode:')],
    ['that is not read', action.replace('  mode:', '  moode:')]
  ])('refuses an input of action.yml %s', (_, changed) => {
    expect(() => checkedGroups(changed)).toThrow('action.yml and src/inputs/schema.ts')
  })

  it('takes values from the schema, and defaults from action.yml: as they are, or in words', () => {
    const described = { description: 'What to do.', default: 'full' }
    const table = inputsTable({ check: described, 'vault-token': { description: 'A token. Default: `none`.' } })
    expect(table.split('\n').slice(2)).toEqual([
      '| `check` | one of `full`, `ledger` | `full` | What to do. |',
      '| `vault-token` | one line of ASCII; secret | `none` | A token. |'
    ])
  })
})
