import { edit, RUN, sync } from '../acts.ts'
import { typing, type World } from '../world.ts'

/** What is wrong with single secrets. */

export const VALUES: readonly World[] = [
  {
    name: 'a secret was deleted',
    break: ward => ward.remove('airflow/data/variables/greeting'),
    first: ['secrets', 'error', /variables\/greeting: somebody deleted it/],
    hint: RUN,
    follow: sync
  },
  {
    name: 'a secret was deleted, and its value is not known here',
    async break(ward) {
      await ward.remove('airflow/data/variables/token')
      return typing({}, { API_TOKEN: '' })
    },
    first: ['proof', 'error', /Airflow will not be able to read airflow\/data\/variables\/token: the secret does not exist/],
    hint: /Somebody has deleted it/,
    follow: sync
  },
  {
    name: 'somebody has changed a secret by hand',
    break: ward => ward.ask('airflow/data/variables/greeting', { data: { value: 'Good-bye' } }),
    first: ['secrets', 'warning', /variables\/greeting: somebody else changed it \(version/],
    hint: RUN,
    follow: sync
  },
  {
    name: 'the manifest has changed since the last run',
    break: edit('greeting: Hello', 'greeting: Hello again'),
    first: ['secrets', 'warning', /variables\/greeting: its value has changed/],
    hint: RUN,
    follow: sync
  }
]
