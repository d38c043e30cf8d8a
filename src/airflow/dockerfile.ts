/** What the last stage of a Dockerfile is built from. */
export interface ImageRecipe {
  /** The image that it starts from, with the defaults of `ARG` filled in; undefined if only the build can tell. */
  readonly image?: string
  /** The line of that `FROM`, from 1. */
  readonly line: number
  /** The text after each `RUN`, in this stage and in the earlier ones that it builds on. */
  readonly runs: readonly string[]
  /** The names that `ENV` sets, in the same stages. */
  readonly environment: readonly string[]
}

interface Stage {
  /** The earlier stage that it builds on. */
  readonly base: Stage | undefined
  readonly image: string | undefined
  readonly line: number
  readonly runs: string[]
  readonly environment: string[]
}

/** Undefined for a file without `FROM`. The parser directive that changes the escape character is not supported. */
export function readDockerfile(text: string): ImageRecipe | undefined {
  const named = new Map<string, Stage>()
  const defaults = new Map<string, string>()
  let stage: Stage | undefined
  for (const { word, rest, line } of instructions(text)) {
    if (word === 'ARG' && stage === undefined) for (const [name, value] of assignments(rest)) defaults.set(name, value)
    if (word === 'RUN') stage?.runs.push(rest)
    if (word === 'ENV') stage?.environment.push(...namesIn(rest))
    if (word !== 'FROM') continue
    const [from = '', as = '', name = ''] = rest.split(/\s+/).filter(part => !part.startsWith('--'))
    const image = filledIn(from, defaults)
    stage = { base: named.get(image?.toLowerCase() ?? ''), image, line, runs: [], environment: [] }
    if (as.toUpperCase() === 'AS' && name !== '') named.set(name.toLowerCase(), stage)
  }
  return stage && recipeOf(stage)
}

/** Follows the earlier stages down to an image from elsewhere. */
function recipeOf(last: Stage): ImageRecipe {
  const stages = [last]
  for (let { base } = last; base !== undefined; base = base.base) stages.unshift(base)
  const [{ image, line } = last] = stages
  return {
    ...(image === undefined ? {} : { image }),
    line,
    runs: stages.flatMap(({ runs }) => runs),
    environment: stages.flatMap(({ environment }) => environment)
  }
}

/** Joins lines that end in a backslash, without the comments between them. A here-document belongs to its instruction. */
function* instructions(text: string): Generator<{ readonly word: string; readonly rest: string; readonly line: number }> {
  const lines = text.split(/\r\n|\n/)
  for (let at = 0; at < lines.length; at++) {
    const line = at + 1
    let whole = ''
    for (; at < lines.length; at++) {
      const part = (lines[at] ?? '').trim()
      if (part.startsWith('#') || (part === '' && whole !== '')) continue
      whole += part.endsWith('\\') ? `${part.slice(0, -1)} ` : part
      if (!part.endsWith('\\')) break
    }
    const end = /^(?:RUN|COPY|ADD)\s/i.test(whole) ? /<<-?["']?(\w+)/.exec(whole)?.[1] : undefined
    while (end !== undefined && at + 1 < lines.length && (lines[++at] ?? '').trim() !== end) whole += ` && ${lines[at]}`
    const [word = ''] = whole.split(/\s/, 1)
    if (word !== '') yield { word: word.toUpperCase(), rest: whole.slice(word.length).trim(), line }
  }
}

/** Of `NAME=value OTHER="a value"`, or of `NAME a value`. Quotes and backslashes keep blanks together. */
function namesIn(text: string): string[] {
  const words = text.match(/(?:[^\s"'\\]|\\(?:[\s\S]|$)|"(?:[^"\\]|\\(?:[\s\S]|$))*(?:"|$)|'[^']*(?:'|$))+/g) ?? []
  const named = words[0]?.includes('=') ? words : words.slice(0, 1)
  return named.map(word => word.split('=', 1)[0] ?? '')
}

/** `NAME=value` and `NAME="value"`; one without a value gets it only from the build. */
function assignments(text: string): (readonly [string, string])[] {
  return text.split(/\s+/).flatMap(part => {
    const equals = part.indexOf('=')
    return equals < 0 ? [] : [[part.slice(0, equals), part.slice(equals + 1).replace(/^["']|["']$/g, '')] as const]
  })
}

function filledIn(text: string, defaults: ReadonlyMap<string, string>): string | undefined {
  const filled = text.replace(
    /\$(?:(\w+)|\{(\w+)(?::-([^{}]*))?\})/g,
    (whole, plain: string | undefined, braced: string | undefined, otherwise: string | undefined) =>
      defaults.get(plain ?? braced ?? '') ?? otherwise ?? whole
  )
  return filled.includes('$') ? undefined : filled
}
