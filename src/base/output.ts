import { UserError } from './errors.ts'

const MIB = 1024 * 1024
/** More is no answer to anything that is asked here. */
const LARGEST = 64 * MIB
/** A longer line is left out: to break it could break a secret in two, and nothing would mask the halves. */
const LONGEST_LINE = MIB / 4
const TAIL = MIB

/** All that a stream brings, as UTF-8. Throws a `UserError` beyond 64 MiB; `name` is who prints. */
export async function everything(stream: NodeJS.ReadableStream, name: string): Promise<string> {
  const parts: string[] = []
  let length = 0
  for await (const part of stream.setEncoding('utf8')) {
    length += part.length
    if (length > LARGEST) throw new UserError(`${name} printed more than ${LARGEST / MIB} MiB and was stopped`)
    parts.push(String(part))
  }
  return parts.join('')
}

/**
 * Passes on each line as it arrives, and returns the last of them: 1 MiB at least, if there were so many. The stream waits while
 * `onLine` does.
 */
export async function lastLines(
  stream: NodeJS.ReadableStream,
  onLine: (line: string) => void | Promise<void> = () => {}
): Promise<string> {
  let [before, recent, size]: [string[], string[], number] = [[], [], 0]
  for await (const lines of linesOf(stream)) {
    for (const line of lines) {
      const waiting = onLine(line)
      if (waiting !== undefined) await waiting
      size += line.length + 1
      recent.push(line)
      if (size > TAIL) [before, recent, size] = [recent, [], 0]
    }
  }
  return [...before, ...recent].join('\n')
}

/** The lines that end in each part of a stream. Only what is new is searched. */
async function* linesOf(stream: NodeJS.ReadableStream): AsyncGenerator<readonly string[]> {
  let [begun, length]: [string[], number] = [[], 0]
  const add = (text: string) => {
    length += text.length
    if (length > LONGEST_LINE) begun = []
    else begun.push(text)
  }
  const end = () => {
    const line = length > LONGEST_LINE ? `(a line of ${length} characters is left out)` : begun.join('')
    begun = []
    length = 0
    return line
  }
  for await (const part of stream.setEncoding('utf8')) {
    const pieces = String(part).split('\n')
    const rest = pieces.pop() ?? ''
    yield pieces.map(piece => {
      add(piece)
      return end()
    })
    add(rest)
  }
  if (length > 0) yield [end()]
}
