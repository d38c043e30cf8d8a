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

/** The test that tries what replaces an input: its file, and a part of its name. */
const TRIED: Readonly<Record<string, readonly [file: string, name: string]>> = {
  action: ['e2e/preview', 'leaves nothing behind once it is deleted'],
  'build-secrets': ['e2e/kinds', 'reach the build, and their values no command line'],
  'cli-version': ['e2e/install', 'deploys with it, removes it at the end'],
  'deploy-image': ['e2e/wrong-answer', 'a .dockerignore that the CLI rewrites is put back'],
  'deploy-type': ['e2e/kinds', 'ships the image first, then what has changed'],
  'deployment-id': ['e2e/runs', 'writes everything on an empty server'],
  'deployment-name': ['e2e/frugal', 'twice at most by an unchanged run'],
  description: ['e2e/kinds', 'under a description with whatever characters'],
  force: ['e2e/kinds', 'deploys uncommitted changes'],
  'image-name': ['e2e/kinds', 'deploys an image that was built elsewhere'],
  'mount-path': ['e2e/dbt', 'goes where it was told'],
  parse: ['e2e/kinds', 'tell a DAG that cannot be imported on its line'],
  'preview-name': ['e2e/preview', 'is updated by the next run'],
  pytest: ['e2e/kinds', 'that fail are annotations on their lines'],
  'pytest-file': ['e2e/kinds', 'that pass let the run go on'],
  'root-folder': ['e2e/dbt', 'leaves the Astro project as it is'],
  'wait-time': ['e2e/wrong-answer', 'a Deployment that does not become healthy'],
  'wake-on-deploy': ['e2e/hibernation', 'is awake while it is changed'],
  workspace: ['e2e/kinds', 'deploys in the Workspace that is named']
}

it.each(rows.filter(([, ours]) => ours !== '–'))('%s is tried on the real CLI', (theirs = '') => {
  const [file = '', name = ''] = TRIED[codeIn(theirs)[0] ?? ''] ?? []
  expect(read(`__tests__/${file}.test.ts`)).toContain(name)
  expect(name).not.toBe('')
})
