import { describe, expect, it } from '@jest/globals'
import { sentenceOf } from '../../src/base/finding.ts'
import { entriesFor, sourcesOf } from '../../src/manifest/entries.ts'
import { scopeOf } from '../../src/manifest/scope.ts'
import { expiring } from '../../src/run/expiring.ts'
import { someInputs } from '../build/inputs.ts'
import { aManifest } from '../build/manifest.ts'

/** What is said at noon of that day. */
function said(day: string, difference: object) {
  const manifest = aManifest(difference)
  const scope = scopeOf(manifest)
  const own = entriesFor(manifest, scope)
  const inputs = someInputs({ now: new Date(`${day}T12:00:00Z`) })
  const one = { scope, own, places: sourcesOf(scope, own) }
  return expiring({ inputs, manifest, scopes: [one, one] })
}
const token = { variables: { token: { env: 'TOKEN', expires: '2027-01-31', owner: 'data-team' } } }

describe('a value that expires', () => {
  it.each([
    ['2026-12-31', []],
    ['2027-01-02', ['note']],
    ['2027-01-23', ['note']],
    ['2027-01-25', ['warning']],
    ['2027-03-01', ['warning']]
  ])('on 2027-01-31 is reminded of on %s: %j', (day, severities) => {
    expect(said(day, token).map(({ severity }) => severity)).toEqual(severities)
  })

  it('is named with its place, its date and its owner, in the same words every day before', () => {
    const sentence = 'airflow-secrets.yaml:4:3: variables.token has a value that expires on 2027-01-31 (owner: data-team)'
    expect(said('2027-01-02', token)).toEqual([expect.objectContaining({ topic: 'due', subject: 'variables.token' })])
    expect(said('2027-01-02', token).map(sentenceOf)).toEqual([sentence])
    expect(said('2027-01-30', token).map(sentenceOf)).toEqual([sentence])
    expect(said('2027-01-31', token).map(sentenceOf)).toEqual([sentence.replace('expires', 'expired')])
  })

  it('may be anywhere in a connection or a structure', () => {
    const soon = { expires: '2027-01-03' }
    const found = said('2027-01-02', {
      variables: { settings: { json: { key: { $env: 'KEY', $expires: '2027-01-03' } } }, drawn: { generate: {}, ...soon } },
      connections: {
        db: { conn_type: 'postgres', password: { env: 'PASSWORD', ...soon } },
        whole: { conn_uri: { env: 'URI', ...soon } }
      }
    })
    expect(found.map(({ subject }) => subject)).toEqual([
      'variables.settings',
      'variables.drawn',
      'connections.db',
      'connections.whole'
    ])
  })
})
