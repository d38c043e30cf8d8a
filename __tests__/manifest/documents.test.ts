import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from '@jest/globals'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { load } from 'js-yaml'
import { parseUri } from '../../src/airflow/uri.ts'
import { Secret } from '../../src/base/secret.ts'
import { entriesFor, sourcesOf } from '../../src/manifest/entries.ts'
import { readManifest } from '../../src/manifest/read.ts'
import { scopeOf } from '../../src/manifest/scope.ts'
import { keyOf } from '../../src/sources/source.ts'
import { resolveForKv } from '../build/manifest.ts'

const page = (name: string) => readFileSync(fileURLToPath(new URL(`../../${name}`, import.meta.url)), 'utf8')

const editor = new Ajv2020({ allowUnionTypes: true }).compile(JSON.parse(page('schema/airflow-secrets.schema.json')))

/** The manifests of a page: its YAML blocks, but not those of workflows. */
const manifestsIn = (text: string): string[] =>
  [...text.matchAll(/```yaml\n(.*?)```/gs)]
    .map(([, block = '']) => block)
    .filter(block => /^(version|variables|connections):/m.test(block))
    .map(block => (/^version:/m.test(block) ? block : `version: 1\nname: analytics\n${block}`))

/** What a manifest comes to when each of its sources gives a text, or an object where JSON is wanted. */
function resolved(text: string, isolate?: string) {
  const manifest = readManifest(text, 'airflow-secrets.yaml')
  const scope = scopeOf(manifest, isolate ?? [...manifest.deployments].find(([, { isolate }]) => isolate)?.[0])
  const places = sourcesOf(scope, entriesFor(manifest, scope))
  const given = places.map(({ source, at }) => {
    const value = source.from === 'file' && source.as === 'json' ? '{"type":"service_account"}' : 'http://stand-in'
    return [keyOf(source, at), { value: new Secret(value) }] as const
  })
  return resolveForKv(manifest, scope, new Map(given))
}

describe.each(['README.md', 'docs/manifest.md'])('the manifests in %s', name => {
  it.each(manifestsIn(page(name)).map(text => [text.split('\n').slice(0, 5).join(' '), text]))('hold: %s', (_, text) => {
    // A connection in JSON needs more than a stand-in.
    const { problems, unresolved } = resolved(text.replace(/^.*conn_json.*$/m, ''))
    expect([problems, unresolved]).toEqual([[], []])
    expect(editor(load(text)) || editor.errors).toBe(true)
  })
})

describe('the cook-book', () => {
  const [, recipes = ''] = page('docs/manifest.md').split('\n## Cook-book\n')

  it.each(['postgres', 'snowflake', 'aws', 'google_cloud_platform', 'databricks', 'http', 'ssh', 'slack', 'kafka', 'generic'])(
    'has %s, as Airflow reads it',
    type => {
      const [, recipe = ''] = recipes.split(`\n### ${type}\n`)
      const [text = ''] = manifestsIn(recipe.split('\n### ')[0] ?? '')
      const uri = String(resolved(text).wanted[0]?.data?.reveal()['conn_uri'])
      expect(parseUri(uri)).toMatchObject({ ok: true, value: { connType: type } })
    }
  )

  it('has a host key for ssh that the hook can decode', () => {
    const [, key = ''] = /host_key: ssh-ed25519 (\S+)/.exec(recipes) ?? []
    const bytes = Buffer.from(key, 'base64')
    expect([bytes.toString('base64'), bytes.length]).toEqual([key, 51])
  })
})
