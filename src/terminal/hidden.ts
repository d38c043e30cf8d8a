import { emitKeypressEvents, type Key } from 'node:readline'
import { UserError } from '../base/errors.ts'

/** A terminal that obeys them says where a pasted text begins and ends. */
const [TELL_PASTES, TELL_NO_PASTES] = ['\u001b[?2004h', '\u001b[?2004l']
/** A paste does not pause for longer, and nobody types the next answer sooner. */
const QUIET_MS = 100

/**
 * Asks for a variable without showing what is typed. Ctrl+C is the signal that it is anywhere else, also in a paste whose end got
 * lost; Ctrl+D is no answer. A pasted text of several lines is one answer, with its line ends; where the terminal does not tell
 * pastes, it is refused as a whole. Rejects with the reason of `signal`; the terminal is as before then, too.
 *
 * Written here because readline echoes every line that it reads.
 */
export function askHidden(
  question: string,
  { stdin, stderr, kill, pid }: Pick<NodeJS.Process, 'stdin' | 'stderr' | 'kill' | 'pid'>,
  signal: AbortSignal
): Promise<string> {
  emitKeypressEvents(stdin)
  stderr.write(`${TELL_PASTES}${question}`)
  stdin.setRawMode(true)
  return new Promise((resolve, reject) => {
    let typed: string[] = []
    let pasted: string[] | undefined
    let isOver = false
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
    const interrupt = () => {
      answer('')
      kill(pid, 'SIGINT')
    }
    const hear = (text: string | undefined, key: Key) => {
      const isInterrupt = key.ctrl === true && key.name === 'c'
      clearTimeout(waiting)
      // What comes with the line end, or right behind it, is more lines: not for the next question, and not for the shell.
      if (isOver) waiting = setTimeout(isInterrupt ? interrupt : refuse, QUIET_MS)
      else if (key.name === 'paste-start') pasted = []
      else if (key.name === 'paste-end') {
        typed = [...typed, ...(pasted ?? [])]
        pasted = undefined
      } else if (pasted !== undefined) {
        pasted.push(text ?? key.sequence ?? '')
        // Whoever presses it types nothing behind it.
        if (isInterrupt) waiting = setTimeout(interrupt, QUIET_MS)
      } else if (isInterrupt) interrupt()
      else if (key.ctrl && key.name === 'd') answer('')
      else if (key.name === 'return' || key.name === 'enter') {
        const whole = unifiedLines(typed.join(''))
        isOver = true
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

function severalLines(question: string): UserError {
  const name = question.trimEnd().replace(/:$/, '')
  return new UserError(`several lines were pasted for ${name}, and this terminal does not tell where they end`, {
    hint: `Set it in your shell with \`export ${name}="$(cat FILE)"\`. That drops the line break at its end: where it matters, let the manifest read \`{ file: FILE }\`.`
  })
}
