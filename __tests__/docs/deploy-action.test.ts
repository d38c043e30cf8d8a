import { expect, it } from '@jest/globals'
import { lexer, type Tokens } from 'marked'
import { INPUT_NAMES } from '../../src/inputs/schema.ts'
import { codeIn, read } from './pages.ts'

/** The inputs in action.yaml of astronomer/deploy-action, version 0.13.0. */
const THEIRS = [
  ...['action', 'build-secrets', 'checkout', 'checkout-submodules', 'cli-version', 'copy-airflow-variables', 'copy-connections'],
  ...['copy-pools', 'deploy-image', 'deploy-type', 'deployment-id', 'deployment-name', 'description', 'force', 'image-name'],
  ...['mount-path', 'parse', 'preview-name', 'pytest', 'pytest-file', 'root-folder', 'wait-time', 'wake-on-deploy', 'workspace']
]

const rows = lexer(read('docs/coming-from-deploy-action.md'))
  .filter((token): token is Tokens.Table => token.type === 'table')
  .flatMap(table => table.rows.map(row => row.map(({ text }) => text)))

it('the page for users of deploy-action has a row for each of its inputs', () => {
  expect(rows.map(([theirs = '']) => codeIn(theirs)[0])).toEqual(THEIRS)
})

const keysOfAstro = (JSON.parse(read('schema/airflow-secrets.schema.json')) as { properties: { astro: { properties: object } } })
  .properties.astro.properties

it.each(rows.filter(([, ours]) => ours !== '–'))('%s has a counterpart that exists: %s', (_, ours = '') => {
  const [name = ''] = codeIn(ours)
  expect(ours).toMatch(/^(input|manifest key) `/)
  if (ours.startsWith('input')) expect(INPUT_NAMES).toContain(name)
  else expect(Object.keys(keysOfAstro)).toContain(name.replace(/^astro\./, ''))
})
