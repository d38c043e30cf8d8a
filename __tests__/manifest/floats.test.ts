import { describe, expect, it } from '@jest/globals'
import { Mistakes } from '../../src/base/errors.ts'
import { saidOf } from '../../src/base/finding.ts'
import { entriesFor } from '../../src/manifest/entries.ts'
import { readManifest } from '../../src/manifest/read.ts'
import { scopeOf } from '../../src/manifest/scope.ts'
import { listOf } from '../../src/terminal/show.ts'
import { resolveForKv } from '../build/manifest.ts'
import { itKeepsFloats } from '../fakes/floats.ts'

/** YAML and Python have floats that are whole; JavaScript has not. */

const read = (text: string) => readManifest(`version: 1\nname: floats\n${text}\n`, 'm.yaml')

/** What lies in Vault afterwards. */
function stored(text: string, deployment?: string) {
  const manifest = read(text)
  const { wanted, problems } = resolveForKv(manifest, scopeOf(manifest, deployment), new Map())
  expect(problems).toEqual([])
  return wanted.map(({ data }) => data?.reveal())
}

function mistakes(text: string): string[] {
  try {
    read(text)
    return []
  } catch (error) {
    return error instanceof Mistakes ? error.findings.map(saidOf) : [String(error)]
  }
}

function becomes(written: string, kept: string): void {
  expect(stored(`variables: { a: { json: { x: [${written}] } } }`)).toEqual([{ value: `{"x":[${kept}]}` }])
  expect(stored(`variables: { a: { json: ${written} } }`)).toEqual([{ value: kept }])
  const connections = `connections: { c: { conn_type: http, format: fields, extra: { x: ${written} } } }`
  expect(stored(connections)).toEqual([{ conn_type: 'http', extra: `{"x":${kept}}` }])
}

describe('a whole float', () => {
  itKeepsFloats.each([
    ['1.0', '1.0'],
    ['-0.0', '-0.0'],
    ['1e3', '1000.0'],
    ['+2.', '2.0'],
    ['!!float 7', '7.0']
  ])('stays one where it becomes JSON: %s', becomes)

  it.each([
    ['7', '7'],
    ['0x10', '16'],
    ['0.25', '0.25'],
    ["'1.0'", '"1.0"']
  ])('is what nothing else becomes: %s', becomes)

  itKeepsFloats('stays one in what only one Deployment has', () => {
    const text = 'deployments: { dev: { deployment-name: dev, isolate: true, variables: { a: { json: 1.0 } } } }'
    expect(stored(text, 'dev')).toEqual([{ value: '1.0' }])
  })

  itKeepsFloats('stays one where two share it', () => {
    expect(stored('variables: { a: { json: &t { x: 1.0 } }, b: { json: *t } }')).toEqual([
      { value: '{"x":1.0}' },
      { value: '{"x":1.0}' }
    ])
  })

  it('is the number everywhere else', () => {
    const text = 'connections: { c: { conn_type: http, format: fields, port: 80.0 } }\nvault: { airflow-timeout: 20.0 }'
    expect(stored(text)).toEqual([{ conn_type: 'http', port: 80 }])
    expect(mistakes('variables: { json: 1.0 }')).toEqual(mistakes('variables: { json: 1 }'))
  })

  itKeepsFloats('is exact however large it is', () => {
    expect(stored('variables: { a: { json: [1e300, 9e15, 1e16, -1e21] } }')).toEqual([
      { value: '[1e+300,9000000000000000.0,1e+16,-1e+21]' }
    ])
  })

  it('is not what an int becomes that is too large', () => {
    expect(mistakes('variables: { a: { json: 12345678901234567890 } }')).toEqual([
      expect.stringMatching(/^variables\.a\.json is a number that JavaScript/)
    ])
  })

  it('is the number in a connection that is called extra or json', () => {
    const connections = 'connections: { extra: { conn_type: http, format: fields, port: 80.0 } }'
    expect(stored(`deployments: { dev: { deployment-name: dev, isolate: true, ${connections} } }`, 'dev')).toEqual([
      { conn_type: 'http', port: 80 }
    ])
  })

  it('is no key', () => {
    expect(mistakes('variables: { a: { json: { 1.0: x } } }')).toEqual([
      'variables.a.json.1.0 is read as 1 by YAML; put it in quotes'
    ])
  })

  it('is shown as a number', () => {
    const manifest = read('variables: { a: { json: { x: 1.0 } } }')
    const scope = scopeOf(manifest)
    expect(listOf(manifest, scope, entriesFor(manifest, scope))).toContain('{json: {x: 1}}')
  })
})
