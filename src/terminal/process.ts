import { homedir, tmpdir } from 'node:os'
import { createInterface } from 'node:readline/promises'
import { ownerOf } from '../init/npx.ts'
import type { ExitCode } from './command.ts'
import { askHidden } from './hidden.ts'
import { terminal } from './terminal.ts'

type Streams = Pick<NodeJS.Process, 'argv' | 'env' | 'stdin' | 'stdout' | 'stderr' | 'kill' | 'pid'>

/** Runs a command of this process, and returns its exit code. */
export async function atTerminal(
  args: readonly string[],
  { argv, env, stdin, stdout, stderr, kill, pid }: Streams
): Promise<ExitCode> {
  // Whoever reads the output may have seen enough.
  for (const stream of [stdout, stderr]) stream.on('error', () => {})
  const hasColours = (stream: NodeJS.WriteStream) => stream.isTTY && stream.hasColors()
  const owner = ownerOf(argv[1] ?? '')
  return await terminal(args, {
    environment: env,
    ...(owner === undefined ? {} : { owner }),
    home: homedir(),
    temp: tmpdir(),
    colours: { stdout: hasColours(stdout), stderr: hasColours(stderr) },
    showsProgress: stderr.isTTY && env['TERM'] !== 'dumb',
    ...(stdin.isTTY ? { ask, askHidden: (question, signal) => askHidden(question, { stdin, stderr, kill, pid }, signal) } : {}),
    print: text => void stdout.write(text),
    complain: text => void stderr.write(text)
  })

  async function ask(question: string, signal: AbortSignal): Promise<string> {
    // The terminal stays as it is, so that Ctrl+C is the signal that it is anywhere else.
    const reader = createInterface({ input: stdin, output: stderr, terminal: false })
    // Ctrl+D is no answer, and a question would wait for one for ever.
    const ended = new Promise<string>(resolve => reader.once('close', () => resolve('')))
    try {
      return await Promise.race([reader.question(question, { signal }), ended])
    } finally {
      reader.close()
    }
  }
}
