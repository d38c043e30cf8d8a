import { writeFileSync } from 'node:fs'
import { expect, it } from '@jest/globals'
import { aFolder } from '../fakes/folder.ts'
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

it.each(['json', 'base64'])(
  'masks a file that is read as %s as it is written, too, since other programs print it so',
  async as => {
    const text = '{\n  "user": "me",\n  "key": "geheim-1"\n}\n'
    const file = aFolder().write('key.json', text)
    const { said } = await new Workplace({ variables: { key: { file, as } } }).runWell({ mode: 'sync' })
    expect(said.masked).toContain(text)
    expect(said.masked).toContain(as === 'json' ? '{"user":"me","key":"geheim-1"}' : Buffer.from(text).toString('base64'))
  }
)

it('masks bytes that are no text only in base64', async () => {
  const { dir } = aFolder()
  writeFileSync(`${dir}/key.bin`, Buffer.from([0xff, 0xfe, 0xfd, 0xfc]))
  const { said } = await new Workplace({ variables: { key: { file: `${dir}/key.bin`, as: 'base64' } } }).runWell({ mode: 'sync' })
  expect(said.masked).toEqual(expect.arrayContaining(['//79/A==']))
  expect(said.masked.filter(text => text.includes('\ufffd'))).toEqual([])
})
