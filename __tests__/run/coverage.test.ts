import { symlinkSync } from 'node:fs'
import { join } from 'node:path'
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

it('ends the run where it is told to, and something could not be read', async () => {
  const workplace = aWorkplace('print("hello")', 'fail')
  symlinkSync('b.py', join(workplace.folder.dir, 'dags/b.py'))
  const { error, journal } = await workplace.run()
  expect(error).toMatchObject({
    findings: [
      {
        severity: 'error',
        place: { file: expect.stringContaining('dags/b.py') },
        message: 'was not compared with the manifest: it is a link that leads to itself',
        hint: 'Fix that file, move it out of dags, include and plugins, or set `coverage: warn`.'
      }
    ]
  })
  expect(journal.done).toEqual([])
})

it('has a note on what could not be read, where a warning is enough', async () => {
  const workplace = aWorkplace('print("hello")', 'warn')
  for (let n = 0; n < 10; n++) symlinkSync(`${n}.py`, join(workplace.folder.dir, `dags/${n}.py`))
  const { said, journal } = await workplace.runWell({ mode: 'plan' })
  expect(said.warnings).toEqual([])
  expect(notesIn(journal)).toContainEqual(
    expect.stringMatching(
      /^DAGs were not all read: .*dags\/0\.py: was not compared with the manifest: it is a link.*; and 3 more$/
    )
  )
})

it('is ended where the run is', async () => {
  const workplace = aWorkplace('print("hello")', 'warn')
  const { error } = await workplace.run({}, undefined, AbortSignal.abort(new Error('time is over')))
  expect(error).toEqual(new Error('time is over'))
})
