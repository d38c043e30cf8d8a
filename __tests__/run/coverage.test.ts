import { expect, it } from '@jest/globals'
import { notesIn } from '../build/plan.ts'
import { Workplace } from '../fakes/workplace.ts'

function aWorkplace(dag: string, coverage: 'warn' | 'fail' | 'off'): Workplace {
  const workplace = new Workplace({ coverage })
  workplace.folder.write('dags/hello.py', dag)
  return workplace
}

it('warns, and goes on', async () => {
  const { said, journal } = await aWorkplace('Variable.get("nowhere")', 'warn').runWell({ mode: 'sync' })
  expect(said.warnings).toEqual([expect.stringContaining('hello.py:1: variable nowhere is used here')])
  expect(journal.findings).toContainEqual(expect.objectContaining({ severity: 'note', subject: 'variables.nowhere' }))
})

it('ends the run before anything is changed, where it is told to', async () => {
  const workplace = aWorkplace('Variable.get("nowhere")', 'fail')
  const { error, journal } = await workplace.run()
  expect(error).toMatchObject({ findings: [{ place: { line: 1 }, subject: 'variable nowhere' }] })
  expect(journal.done).toEqual([])
})

it('does not look where it is told not to', async () => {
  const { said, journal } = await aWorkplace('Variable.get("nowhere")', 'off').runWell({ mode: 'plan' })
  expect([said.warnings, notesIn(journal).filter(note => note.startsWith('variables'))]).toEqual([[], []])
})

it('keeps within the ten annotations that GitHub shows', async () => {
  const dag = Array.from({ length: 30 }, (_, n) => `Variable.get("v${n}")`).join('\n')
  const { said, journal } = await aWorkplace(dag, 'warn').runWell({ mode: 'plan' })
  expect([said.warnings.length, said.warnings.at(-1)]).toEqual([8, '… and 23 more'])
  expect(notesIn(journal).filter(note => note.includes('but is not in the manifest'))).toHaveLength(30)
})
