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
      const { targets, value } = assignment(stream, at)
      for (const name of targets) bind(name)
      const text = token.outermost && targets.length === 1 && value !== undefined ? stream.text(value) : undefined
      if (typeof text === 'string') texts.set(token.text, text)
    }
  }
  return { constants: new Map([...texts].filter(([name]) => bound.get(name) === 1)), aliases }
}

const ASSIGNMENT = /^(?:[^=!<>]+|<<|>>|)=$/
/** What may stand before a statement in its line. */
const HEADS: ReadonlySet<string> = new Set(['if', 'elif', 'else', 'while', 'with', 'try', 'except', 'finally'])

/** The names that the statement at `from` binds by `=`, and the value of the last one. */
function assignment(stream: Stream, from: number): { targets: readonly string[]; value?: Range } {
  const isOperator = (at: number, pattern: RegExp) =>
    stream.tokens[at]?.kind === 'operator' && pattern.test(stream.tokens[at]?.text ?? '')
  let names: string[] = []
  let bound = 0
  let value = -1
  let isAnnotation = false
  let inHead = HEADS.has(stream.name(from) ?? '')
  let at = from
  for (; at < stream.tokens.length && stream.tokens[at]?.kind !== 'end'; at = stream.after(at)) {
    const name = stream.name(at)
    if (stream.is(at, ':')) {
      if (inHead) names = []
      else {
        bound = names.length
        isAnnotation = true
      }
      inHead = false
    } else if (isOperator(at, ASSIGNMENT)) {
      bound = names.length
      if (stream.is(at, '=')) value = at + 1
    } else if (name !== undefined && !isAnnotation && !stream.is(at - 1, '.') && !stream.is(at + 1, '.', '(', '['))
      names.push(name)
  }
  return { targets: names.slice(0, bound), ...(value < 0 ? {} : { value: [value, at] }) }
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
