import { readFileSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { workplace } from '../../src/local/workplace.ts'
import { aFolder } from '../fakes/folder.ts'

const HEAD = '# Kept by astro-vault-action: `local down` removes these lines.\n'
const KWARGS = 'AIRFLOW__SECRETS__BACKEND_KWARGS'

const placeWith = (value: string) => {
  const { dir } = aFolder({ '.env': `${HEAD}${KWARGS}=${value}\n` })
  return workplace(dir, { environment: {}, home: aFolder().dir })
}

it('reads what .env tells Airflow', () => {
  expect(placeWith('{"secret_id":"s","kv_engine_version":2}').kwargs()).toEqual({ secret_id: 's' })
})

it.each(['\'{"secret_id":"canary"}\'', '{"secret_id":"canary"', '"canary"', '["canary"]', 'null', ''])(
  'says of %s in .env that it is no JSON object, and quotes none of it',
  value => {
    let failure: unknown
    try {
      placeWith(value).kwargs()
    } catch (error) {
      failure = error
    }
    expect(failure).toMatchObject({
      name: 'UserError',
      message: `.env sets ${KWARGS} to what is not a JSON object`,
      findings: [{ hint: 'Run `local up`, which writes it again.' }]
    })
  }
)

it('takes its lines out of the file that .env has become a link to', () => {
  const { dir, write } = aFolder()
  const real = write('real', `A=1\n${HEAD}${KWARGS}={}\n`)
  symlinkSync('real', join(dir, '.env'))
  workplace(dir, { environment: {}, home: aFolder().dir }).env.clear()
  expect(readFileSync(real, 'utf8')).toBe('A=1\n')
})

describe('the values of a workstation', () => {
  it('come from .env.local-secrets, and never from the file that init writes for GitHub', () => {
    const { dir } = aFolder({ '.env.secrets': 'PASSWORD=production\n', '.env.local-secrets': 'PASSWORD=mine\n' })
    expect(workplace(dir, { environment: {}, home: aFolder().dir }).secrets(() => {})).toEqual(new Map([['PASSWORD', 'mine']]))
  })
})
