import { describe, expect, it } from '@jest/globals'
import { NotFound, run } from '../../src/base/process.ts'

const start = (program: string, cwd: string, script = 'pwd') =>
  run({
    program,
    args: ['-c', script],
    cwd,
    environment: { PATH: process.env['PATH'] ?? '' },
    limitSeconds: 10,
    signal: new AbortController().signal
  })

describe('a program', () => {
  it('runs in its folder', async () => {
    expect(await start('sh', '/')).toEqual({ exitCode: 0, stdout: '/\n', stderr: '' })
  })

  it('that asks a question gets no answer, and goes on', async () => {
    expect(await start('sh', '/', 'read -r answer || echo "no answer: $answer"')).toMatchObject({ stdout: 'no answer: \n' })
  })

  it('that is not on PATH is told from a folder that is not there', async () => {
    await expect(start('no-such-program', '/')).rejects.toThrow(NotFound)
    const elsewhere = start('sh', '/no/such/folder')
    await expect(elsewhere).rejects.toThrow('sh cannot run in /no/such/folder: there is no such folder')
    await expect(elsewhere).rejects.not.toThrow(NotFound)
  })
})
