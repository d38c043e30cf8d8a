import { emitKeypressEvents, type Key } from 'node:readline'
import { UserError } from '../base/errors.ts'

/** A terminal that obeys them says where a pasted text begins and ends. */
const [TELL_PASTES, TELL_NO_PASTES] = ['\u001b[?2004h', '\u001b[?2004l']
/** A paste does not pause for longer, and nobody types the next answer sooner. */
const QUIET_MS = 100

/**
 * Asks without showing what is typed. Ctrl+C is the signal that it is anywhere else; Ctrl+D is no answer. A pasted text of several
 * lines is one answer, with its line ends; where the terminal does not tell pastes, it is refused as a whole. Rejects with the reason
 * of `signal`; the terminal is as before then, too.
 *
 * Written here because readline echoes every line that it reads.
 */
export function askHidden(
  question: string,
  { stdin, stderr }: Pick<NodeJS.Process, 'stdin' | 'stderr'>,
  signal: AbortSignal
): Promise<string> {
  emitKeypressEvents(stdin)
  stderr.write(`${TELL_PASTES}${question}`)
  stdin.setRawMode(true)
  return new Promise((resolve, reject) => {
    let typed: string[] = []
    let pasted: string[] | undefined
    let waiting: NodeJS.Timeout | undefined
    const end = (settle: () => void) => {
      clearTimeout(waiting)
      stdin.off('keypress', hear)
      signal.removeEventListener('abort', abort)
      stdin.setRawMode(false)
      stdin.pause()
      stderr.write(`${TELL_NO_PASTES}\n`)
      settle()
    }
    const abort = () => end(() => reject(signal.reason))
    const answer = (text: string) => end(() => resolve(text))
    const refuse = () => end(() => reject(severalLines(question)))
    const hear = (text: string | undefined, key: Key) => {
      // What comes with the line end, or right behind it, is more lines: not for the next question, and not for the shell.
      if (waiting !== undefined) {
        clearTimeout(waiting)
        waiting = setTimeout(refuse, QUIET_MS)
      } else if (key.name === 'paste-start') pasted = []
      else if (key.name === 'paste-end') {
        typed = [...typed, ...(pasted ?? [])]
        pasted = undefined
      } else if (pasted !== undefined) pasted.push(text ?? key.sequence ?? '')
      else if (key.ctrl && key.name === 'c') {
        answer('')
        process.kill(process.pid, 'SIGINT')
      } else if (key.ctrl && key.name === 'd') answer('')
      else if (key.name === 'return' || key.name === 'enter') {
        const whole = unifiedLines(typed.join(''))
        waiting = setTimeout(() => answer(whole), QUIET_MS)
      } else if (key.name === 'backspace') typed.pop()
      // Arrows and the like are no letters.
      else if (text !== undefined && !key.ctrl && !key.meta) typed.push(text)
    }
    stdin.on('keypress', hear)
    signal.addEventListener('abort', abort, { once: true })
    stdin.resume()
    if (signal.aborted) abort()
  })
}

/** With the line ends of a file; a single line has none. */
function unifiedLines(text: string): string {
  const lines = text.replaceAll(/\r\n?/g, '\n')
  return lines.indexOf('\n') === lines.length - 1 ? lines.replace(/\n$/, '') : lines
}

const severalLines = (question: string) =>
  new UserError(
    `several lines were pasted for ${question.trimEnd().replace(/:$/, '')}, and this terminal does not tell where they end`,
    {
      hint: 'Set it in your shell, for example with `export NAME="$(cat FILE)"`.'
    }
  )
