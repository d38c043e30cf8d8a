import { expect, it } from '@jest/globals'
import { backendKwargs } from '../../src/airflow/kwargs.ts'
import { kwargsMistakes } from '../../src/run/addresses.ts'

const kwargsFor = (difference: object = {}) =>
  backendKwargs(
    {
      mountPoint: 'airflow',
      connectionsPath: 'connections',
      variablesPath: 'variables',
      url: 'https://vault.example.com',
      ...difference
    },
    { auth_type: 'approle' }
  )

const LATER = { role_id: 'known later', secret_id: 'issued later' }

it('what Airflow would start with is judged before there is a secret-id', () => {
  expect(kwargsMistakes(kwargsFor(), LATER)).toEqual([])
})

it('what its constructor would refuse is a mistake', () => {
  expect(kwargsMistakes(kwargsFor({ verify: '', mountPoint: '' }), LATER).map(({ message }) => message)).toEqual([
    expect.stringMatching(/^AIRFLOW__SECRETS__BACKEND_KWARGS would be invalid: `mount_point` must be/),
    expect.stringMatching(/^AIRFLOW__SECRETS__BACKEND_KWARGS would be invalid: `verify` must be/)
  ])
})

it('nothing is said where nobody knows yet where Vault is', () => {
  expect(kwargsMistakes(kwargsFor({ url: '', mountPoint: '' }), LATER)).toEqual([])
})
