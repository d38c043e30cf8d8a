import { readFileSync } from 'node:fs'
import { describe, expect, it, jest } from '@jest/globals'
import { asAirflowReads } from '../../src/airflow/connection.ts'
import { BACKEND, BACKEND_CLASS, BACKEND_KWARGS } from '../../src/airflow/kwargs.ts'
import { readAsAirflow } from '../../tools/airflow/read.mjs'
import { airflow2Python, airflowPython } from '../../tools/real-parts.mjs'
import { SEED } from '../build/seed.ts'
import { prove } from '../proof/prove.ts'

jest.setTimeout(400_000)

describe(`what the action writes for random entries (SEED=${SEED})`, () => {
  it('is read by Airflow 2 and 3 as it was asked for, or refused with its place', async () => {
    const { accepted, refused, differences } = await prove({ seed: SEED, connections: 1000, variables: 400 })
    expect(differences).toEqual([])
    expect(accepted).toEqual({ connections: 1000, variables: 400 })
    expect(refused.length).toBeLessThan(140)
    expect(refused.filter(sentence => !/^manifest\.yaml:\d+:\d+: (connections|variables)\.[cv]\d+.* \S/u.test(sentence))).toEqual(
      []
    )
  })
})

const vectors: readonly { in: { conn_type: string }; uri: string }[] = readFileSync(
  new URL('../airflow/connection-vectors.jsonl', import.meta.url),
  'utf8'
)
  .trim()
  .split('\n')
  .map(line => JSON.parse(line))

describe("Airflow's own Connection reads the URIs of all vectors", () => {
  it.each([
    ['in a task of Airflow 3', airflowPython, 'task'],
    ['in a component of Airflow 3', airflowPython, 'server'],
    ['in Airflow 2', airflow2Python, 'server']
  ] as const)('%s', async (_, locate, side) => {
    // A backend that is built, and never asked.
    const environment = { [BACKEND]: BACKEND_CLASS, [BACKEND_KWARGS]: '{"auth_type": "token", "token": "none"}' }
    const { uris } = await readAsAirflow({ python: await locate(), environment, side, uris: vectors.map(({ uri }) => uri) })
    for (const [index, { in: given }] of vectors.entries()) {
      const { conn_type: connType, ...fields } = given
      const { connType: conn_type, ...expected } = asAirflowReads({ connType, ...fields })
      const { extra_dejson: _, ...found } = uris[index] ?? { extra_dejson: {} }
      const empty = { host: '', schema: '', login: null, password: null, port: null, extra: null, description: null }
      // A class that can be a row of Airflow's database takes an empty password for none.
      const password = 'password' in expected && (expected.password || (side === 'task' ? '' : null))
      expect(found).toEqual({ ...empty, conn_type, ...expected, ...(password === false ? {} : { password }) })
    }
  })
})
