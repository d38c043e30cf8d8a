import { PassThrough } from 'node:stream'
import { setImmediate } from 'node:timers/promises'
import { describe, expect, it } from '@jest/globals'
import { askHidden } from '../../src/terminal/hidden.ts'

/** A terminal on which each part is typed or pasted at once. */
async function asked(parts: readonly string[], ending = new AbortController()) {
  const modes: boolean[] = []
  const signals: unknown[] = []
  const kill = (_: number, signal: unknown) => signals.push(signal)
  const stdin = Object.assign(new PassThrough(), { setRawMode: (isRaw: boolean) => modes.push(isRaw) })
  let shown = ''
  const stderr = {
    write(text: string) {
      shown += text
    }
  }
  const answer = askHidden('KEY: ', { stdin, stderr, kill, pid: 1 } as never, ending.signal)
  for (const part of parts) {
    stdin.write(part)
    await setImmediate()
  }
  return {
    answer: await answer.catch((error: Error & { hint?: string }) => [error.message, error.hint]),
    modes,
    shown,
    signals
  }
}
const KEY = '-----BEGIN KEY-----\nabc\n-----END KEY-----\n'
const pasted = (text: string) => `\u001b[200~${text.replaceAll('\n', '\r')}\u001b[201~`

describe('a hidden answer', () => {
  it.each([
    ['what was typed up to Enter', ['se', 'cret', '\r'], 'secret'],
    ['without what was taken back', ['sä😀\u007f\u007fcret\r'], 'scret'],
    ['without what arrows send', ['se\u001b[Dcret\u001b[A\r'], 'secret'],
    ['nothing for Ctrl+D', ['sec\u0004'], ''],
    ['a paste, and what is typed behind it', [pasted('sec'), 'ret\r'], 'secret'],
    ['a pasted line without its end', [pasted('secret\n'), '\r'], 'secret'],
    ['a pasted key as a whole', [pasted(KEY), '\r'], KEY],
    ['a key with the line ends of Windows', [`\u001b[200~${KEY.replaceAll('\n', '\r\n')}\u001b[201~`, '\r'], KEY],
    ['a paste in parts', ['\u001b[200~-----BE', 'GIN\r', 'abc\r\u001b[201~', '\r'], '-----BEGIN\nabc\n'],
    ['Ctrl+C within a paste', [pasted('a\u0003b'), '\r'], 'a\u0003b']
  ])('is %s', async (_, parts, expected) => {
    const { answer, modes, shown, signals } = await asked(parts)
    expect(answer).toBe(expected)
    expect(signals).toEqual([])
    expect(modes).toEqual([true, false])
    expect(shown).toBe('\u001b[?2004hKEY: \u001b[?2004l\n')
  })

  it.each([
    ['at once', [KEY.replaceAll('\n', '\r')]],
    ['in parts', ['-----BEGIN KEY-----\r', 'abc\r', '-----END KEY-----\r']]
  ])('of several lines is refused where the terminal does not tell pastes: %s', async (_, parts) => {
    const { answer, modes } = await asked(parts)
    expect(answer).toEqual([
      'several lines were pasted for KEY, and this terminal does not tell where they end',
      'Set it in your shell with `export KEY="$(cat FILE)"`. That drops the line break at its end: where it matters, let the manifest read `{ file: FILE }`.'
    ])
    expect(modes).toEqual([true, false])
  })

  it.each([
    ['while something is typed', ['sec', '\u0003']],
    ['in a paste whose end got lost', ['\u001b[200~sec\rret', '\u0003']],
    ['and again, in such a paste', ['\u001b[200~sec\rret', '\u0003\u0003']],
    ['right behind Enter', ['secret\r', '\u0003']],
    ['right behind several lines', ['-----BEGIN KEY-----\rabc\r', '\u0003']]
  ])('ends the run with Ctrl+C %s', async (_, parts) => {
    const { answer, modes, signals } = await asked(parts)
    expect({ answer, modes, signals }).toEqual({ answer: '', modes: [true, false], signals: ['SIGINT'] })
  })

  it('is given up when the run is ended, and the terminal is as before', async () => {
    const ending = new AbortController()
    const { answer, modes, shown } = await asked(['sec'], endedSoon(ending))
    expect(answer).toEqual(['the run was cancelled', undefined])
    expect(modes).toEqual([true, false])
    expect(shown).toContain('\u001b[?2004l')
  })
})

function endedSoon(ending: AbortController): AbortController {
  setTimeout(() => ending.abort(new Error('the run was cancelled')), 1)
  return ending
}
