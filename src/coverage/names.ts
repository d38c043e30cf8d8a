import type { Range, Stream } from './stream.ts'

/** What names stand for in one Python source. */
export interface Names {
  /** `NAME = "text"`, not indented, and bound nowhere else in the source. */
  readonly constants: ReadonlyMap<string, string>
  /** Of `import … as`: the local name → the last part of the real one. */
  readonly aliases: ReadonlyMap<string, string>
}

export function namesOf(stream: Stream): Names {
  const texts = new Map<string, string>()
  const aliases = new Map<string, string>()
  const bound = new Map<string, number>()
  const bind = (name: string | undefined) => name !== undefined && bound.set(name, (bound.get(name) ?? 0) + 1)

  for (const [at, token] of stream.tokens.entries()) {
    if (token.kind !== 'name') continue
    if (token.text === 'as') {
      const [meant, local] = [stream.name(at - 1), stream.name(at + 1)]
      bind(local)
      if (meant !== undefined && local !== undefined) aliases.set(local, meant)
    } else if (token.text === 'for') for (const name of targets(stream, at + 1)) bind(name)
    else if (token.text === 'def') for (const name of parameters(stream, at + 2)) bind(name)
    else if (stream.is(at + 1, ':=')) bind(token.text)
    else if (stream.begins(at)) {
      const value = assigned(stream, at + 1)
      if (value === undefined) continue
      bind(token.text)
      const text = token.outermost ? stream.text(value) : undefined
      if (typeof text === 'string') texts.set(token.text, text)
    }
  }
  return { constants: new Map([...texts].filter(([name]) => bound.get(name) === 1)), aliases }
}

const ASSIGNMENT = /^(?:[^=!<>]+|<<|>>|)=$/

/** What follows the `=` of an assignment whose target ends before `at`; undefined if nothing is assigned. */
function assigned({ tokens }: Stream, at: number): Range | undefined {
  const operator = (index: number) => (tokens[index]?.kind === 'operator' ? (tokens[index]?.text ?? '') : '')
  if (operator(at) !== ':' && !ASSIGNMENT.test(operator(at))) return undefined
  let equals = -1
  let end = at
  for (; end < tokens.length && tokens[end]?.kind !== 'end'; end++) if (equals < 0 && ASSIGNMENT.test(operator(end))) equals = end
  return equals < 0 ? undefined : [equals + 1, end]
}

/** The names between `for` and `in`. */
function targets(stream: Stream, from: number): string[] {
  const names: string[] = []
  for (let at = from; at < stream.tokens.length && stream.tokens[at]?.kind !== 'end'; at++) {
    const name = stream.name(at)
    if (name === 'in') break
    if (name !== undefined) names.push(name)
  }
  return names
}

function parameters(stream: Stream, open: number): string[] {
  return stream.parts(open).flatMap(([from]) => stream.name(stream.is(from, '*', '**') ? from + 1 : from) ?? [])
}
