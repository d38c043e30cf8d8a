/**
 * `npm run readme`: writes what is made from other files: the tables of inputs in docs/inputs.md, of the essential ones in
 * README.md, and of outputs in docs/outputs.md, from action.yml; the JSON Schemas of the manifest and of the plan file, and the tables of docs/manifest.md
 * from that; what `--help` says about options, from action.yml, and `--version`, from package.json. A table stands between `<!-- name -->` and `<!-- /name -->`.
 * With `--check` it writes nothing and ends 1 when they differ.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { WORDS } from '../src/sources/schema.ts'
import { descriptionsModule, versionModule } from './readme/descriptions.mjs'
import { between } from './readme/generated.mjs'
import { checkedGroups, inputsTable, outputsTable } from './readme/inputs-reference.mjs'
import { keysTable, sourceKeysTable, sourcesTable } from './readme/manifest-reference.mjs'
import { manifestSchema } from './readme/manifest-schema.mjs'
import { planSchema } from './readme/plan-schema.mjs'

const action = readFileSync(fileOf('action.yml'), 'utf8')
const schema = manifestSchema()

try {
  const groups = checkedGroups(action)
  make('README.md', { inputs: inputsTable(groups['Essentials'] ?? {}) })
  make('docs/outputs.md', { outputs: outputsTable(action) })
  make('docs/inputs.md', Object.fromEntries(Object.entries(groups).map(([title, inputs]) => [title, inputsTable(inputs)])))
  write('src/terminal/descriptions.ts', descriptionsModule(groups))
  write('src/terminal/version.ts', versionModule(JSON.parse(readFileSync(fileOf('package.json'), 'utf8'))))
  make('docs/manifest.md', {
    keys: keysTable(schema),
    sources: sourcesTable(schema, WORDS),
    'source-keys': sourceKeysTable(schema, WORDS)
  })
  write('schema/airflow-secrets.schema.json', `${JSON.stringify(schema, undefined, 2)}\n`)
  write('schema/plan.schema.json', `${JSON.stringify(planSchema(), undefined, 2)}\n`)
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}

function make(/** @type {string} */ name, /** @type {Record<string, string>} */ tables) {
  const before = readFileSync(fileOf(name), 'utf8')
  write(
    name,
    Object.entries(tables).reduce((text, [marker, content]) => between(text, name, marker, content), before)
  )
}

function write(/** @type {string} */ name, /** @type {string} */ text) {
  if (!process.argv.includes('--check')) writeFileSync(fileOf(name), text)
  else if (readFileSync(fileOf(name), 'utf8') !== text)
    throw new Error(`${name} is not what it is made from; run \`npm run readme\`.`)
}

function fileOf(/** @type {string} */ name) {
  return new URL(`../${name}`, import.meta.url)
}
