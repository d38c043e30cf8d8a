import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { endProcessesOf, RUN_VARIABLE } from '../../src/base/ending.ts'
import { type Command, NotFound, run } from '../../src/base/process.ts'
import { aFolder } from '../fakes/folder.ts'

const PATH = process.env['PATH'] ?? ''

const start = (program: string, cwd: string, script = 'pwd', more: Partial<Command> = {}) =>
  run({
    program,
    args: ['-c', script],
    cwd,
    environment: { PATH },
    limitSeconds: 10,
    signal: new AbortController().signal,
    ...more
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

  it('is not started in a run that is over', async () => {
    const { dir } = aFolder()
    const signal = AbortSignal.abort(new Error('the run was cancelled'))
    await expect(start('sh', dir, 'touch started', { signal })).rejects.toThrow('the run was cancelled while waiting for `sh -c')
    expect(existsSync(join(dir, 'started'))).toBe(false)
  })
})

const isRunning = (pid: number): boolean => {
  try {
    // A zombie is nobody: it waits for a parent that may never ask.
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'))
  } catch {
    return false
  }
}

describe('what a program has started', () => {
  const LOOP = 'while :; do sleep 0.1; done'
  const STUBBORN = `trap "" TERM; ${LOOP}`

  /** Runs a script that prints process ids and then `ready`; gives how it ended, and which of them still run. */
  async function endedWhenReady(script: string): Promise<{ message: string; running: number[] }> {
    const ending = new AbortController()
    const pids: number[] = []
    const onLine = (line: string) => {
      if (line === 'ready') ending.abort(new Error('the run was cancelled'))
      else pids.push(Number(line))
    }
    const message = await start('sh', '/', script, { signal: ending.signal, onLine }).then(
      () => 'it ended by itself',
      ({ message }) => message
    )
    expect(pids.length).toBeGreaterThan(0)
    return { message, running: pids.filter(isRunning) }
  }

  it.each([
    ['', `sh -c '${LOOP}' & echo $$; echo $!; echo ready; wait`],
    ['and obeys no SIGTERM', `sh -c '${STUBBORN}' & echo $!; echo ready; wait`],
    [
      'while the program itself obeys no SIGTERM',
      `trap "" TERM; sh -c '${LOOP}' & echo $$; echo $!; echo ready; while :; do wait; done`
    ],
    ['two generations further down', `sh -c 'sh -c "${LOOP}" & echo $!; echo ready; wait' & echo $!; wait`],
    ['and is deaf to hang-ups', `nohup sh -c '${LOOP}' >/dev/null 2>&1 & echo $!; echo ready; wait`],
    ['and holds none of its streams', `sh -c '${LOOP}' >/dev/null 2>&1 </dev/null & echo $!; echo ready; wait`]
  ])('%s ends with it when the run is ended', async (_, script) => {
    expect(await endedWhenReady(script)).toEqual({
      message: expect.stringMatching(/^the run was cancelled while waiting for `sh -c/),
      running: []
    })
  })

  it('ends with it past its limit', async () => {
    let child = 0
    const onLine = (line: string) => {
      child = Number(line)
    }
    const script = `sh -c '${LOOP}' & echo $!; wait`
    await expect(start('sh', '/', script, { onLine, limitSeconds: 0.5 })).rejects.toThrow(
      'sh -c did not end within 0.5 s and was stopped'
    )
    expect([child > 0, isRunning(child)]).toEqual([true, false])
  })

  it.each(['exit 0', 'exit 3', 'kill -9 $$'])('ends with it after `%s`, too', async end => {
    const { stdout } = await start('sh', '/', `sh -c '${STUBBORN}' >/dev/null 2>&1 & echo $!; ${end}`)
    expect(isRunning(Number(stdout))).toBe(false)
  })

  it('may finish what it prints', async () => {
    expect((await start('sh', '/', '(sleep 0.2; echo late) & echo early')).stdout).toBe('early\nlate\n')
  })
})

describe('a run that was killed', () => {
  const script = (start: string) => `${start} sh -c 'while :; do sleep 0.1; done' >/dev/null 2>&1 & echo $!`
  const begin = async (mark: string) => {
    // As a daemon leaves its group.
    const { stdout } = await start('sh', '/', script('setsid'), { environment: { PATH, [RUN_VARIABLE]: mark } })
    return Number(stdout)
  }

  it('leaves processes that carry its mark, which are ended, and no others', async () => {
    const [ours, longer, theirs] = await Promise.all([begin('/tmp/run-1'), begin('/tmp/run-10'), begin('/tmp/run-2')])
    expect([ours, longer, theirs].map(isRunning)).toEqual([true, true, true])
    await endProcessesOf('/tmp/run-1')
    expect([ours, longer, theirs].map(isRunning)).toEqual([false, true, true])
    await Promise.all([endProcessesOf('/tmp/run-10'), endProcessesOf('/tmp/run-2')])
    expect([longer, theirs].map(isRunning)).toEqual([false, false])
  })
})

describe('what a program prints', () => {
  it('keeps each character whole that arrives in two parts', async () => {
    const lines: string[] = []
    // `ä` is two bytes: one now, one later.
    const script = "printf 'p\\303'; sleep 0.2; printf '\\244sswort\\n'"
    const { stdout } = await start('sh', '/', script, { onLine: line => void lines.push(line) })
    expect([lines, stdout]).toEqual([['pässwort'], 'pässwort'])
    expect((await start('sh', '/', script)).stdout).toBe('pässwort\n')
  })

  it('leaves out a line that nobody can read, and never breaks one', async () => {
    const lines: string[] = []
    const script = "echo before; head -c 30000000 /dev/zero | tr '\\0' x; echo; echo after"
    await start('sh', '/', script, { onLine: line => void lines.push(line) })
    expect(lines).toEqual(['before', '(a line of 30000000 characters is left out)', 'after'])
  })

  it('is kept from the last whole line on where all of it was shown', async () => {
    let count = 0
    const { stdout } = await start('sh', '/', 'seq 1 500000', { onLine: () => void count++ })
    expect([count, stdout.length < 3_000_000]).toEqual([500_000, true])
    expect(stdout).toMatch(/^(\d{6}\n)+500000$/)
  })

  it('is waited for while the reader waits', async () => {
    const seen: string[] = []
    let isBusy = false
    const onLine = async (line: string) => {
      seen.push(isBusy ? 'too soon' : line)
      isBusy = true
      for (let turn = 0; turn < 10; turn++) await Promise.resolve()
      isBusy = false
    }
    await start('sh', '/', 'echo one; echo two; echo three', { onLine })
    expect(seen).toEqual(['one', 'two', 'three'])
  })

  it('ends a program that never stops', async () => {
    await expect(start('sh', '/', 'exec yes')).rejects.toThrow('sh -c printed more than 64 MiB and was stopped')
  })
})
