import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { stripVTControlCharacters } from 'node:util'
import { lexer } from 'marked'
import { atTerminal } from '../../tools/runner/at-terminal.mjs'

/** One command of a page, and what the page shows of its output; undefined: nothing. */
export interface Typed {
  readonly command: string
  readonly output?: string
}

/** The commands of a page in order: each `sh` block whole, and of `console` blocks what is behind each `$ `. */
export const commandsIn = (page: string): Typed[] =>
  lexer(page).flatMap(block => {
    if (block.type !== 'code') return []
    if (block['lang'] === 'sh') return [{ command: block['text'] }]
    if (block['lang'] !== 'console') return []
    return [...`${block['text']}\n`.matchAll(/^\$ (.*)\n((?:(?!\$ ).*\n)*)/gm)].map(([, command = '', output = '']) => ({
      command,
      output
    }))
  })

const quoted = (word: string) => `'${word.replaceAll("'", "'\\''")}'`

/** Somebody who sees a question on the page types the answer that the page has there. */
function asTyped({ command, output = '' }: Typed): string {
  const answers = [...output.matchAll(/\[y\/N\] (.*)/g)].map(([, answer]) => `${answer}\n`)
  return answers.length === 0 ? command : atTerminal(answers.join(''), ['bash', '-c', command]).map(quoted).join(' ')
}

/**
 * Types all of them into one bash, until one fails. What each has printed, without colours; as many as were typed.
 *
 * `before`: what is done first, beside the page, by the beginning of a command.
 */
export async function typeAll(
  commands: readonly Typed[],
  { cwd, env, before = {} }: { cwd: string; env: Record<string, string>; before?: Readonly<Record<string, string>> }
): Promise<readonly string[]> {
  const mark = '\u0001'
  const script = commands.flatMap(typed => [
    ...Object.entries(before).flatMap(([start, first]) => (typed.command.startsWith(start) ? [first] : [])),
    `printf '${mark}'`,
    asTyped(typed)
  ])
  // A prompt needs a terminal, and nothing else may read the script.
  const shell = spawn('bash', ['-e', '-c', ['exec 2>&1 </dev/null', ...script].join('\n')], {
    cwd,
    env,
    stdio: ['ignore', 'pipe', 'inherit']
  })
  const [printed] = await Promise.all([text(shell.stdout), once(shell, 'close')])
  return printed
    .split(mark)
    .slice(1)
    .map(one => stripVTControlCharacters(one).replaceAll('\r\n', '\n'))
}

/** What a page shows, as a pattern of a whole output: `…` is for anything. */
export function patternOf(output: string): RegExp {
  const parts = output.split('…').map(part => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
  return new RegExp(`^${parts.join('[^]*?')}$`)
}
