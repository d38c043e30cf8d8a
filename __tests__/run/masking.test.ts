import { expect, it } from '@jest/globals'
import { Workplace } from '../fakes/workplace.ts'

it('warns by name of values that masks do not suit, once for each reason', async () => {
  const workplace = new Workplace({
    variables: { stage: { env: 'STAGE' }, flag: { env: 'FLAG' }, pin: { env: 'PIN' }, token: { env: 'TOKEN' } }
  })
  workplace.environment = { STAGE: 'prod', FLAG: 'true', PIN: '123', TOKEN: 'f3b1-correct-horse' }
  const { said } = await workplace.runWell({ mode: 'sync' })
  expect(said.warnings).toEqual([
    'PIN: too short to mask in logs (under four characters). Use a longer secret.',
    "STAGE, FLAG: an ordinary word or number; it is masked everywhere in this job's log, and job outputs that contain it are dropped. " +
      'If it is not a secret, write it into the manifest. Otherwise use a longer secret.'
  ])
})
