/**
 * Our lines in a `.env` file, which four programs read by four sets of rules (ADR 55). All functions are pure, and take the bytes of the
 * file one character each (latin1): whatever else is in it stays as it is.
 */

/** What `local down` removes; the second where `local up` has made the file. */
const LINES = 'these lines.'
const FILE = 'this file, or these lines of it.'

/** The first of our lines. No parser takes a line for a variable that begins with `#`, and none may find a `=` in it. */
const headOf = (id: string, what: string) => `# Kept by astro-vault-action for ${id}: \`local down\` removes ${what}`

const BOM = '\u00ef\u00bb\u00bf'

export interface EnvText {
  /** What is before our lines, and what is behind them. */
  readonly before: string
  readonly after: string
  /** Name → value of our lines; undefined if there are none. */
  readonly ours: ReadonlyMap<string, string> | undefined
  /** Whose lines they say they are: the id of a workstation. */
  readonly id?: string
  /** The file was there before our lines. */
  readonly isOlder: boolean
}

/** An editor may have moved them, or have changed the line ends. */
const BLOCK =
  /^(?:\u00ef\u00bb\u00bf)?# Kept by astro-vault-action(?: for ([a-z0-9-]+))?: `local down` removes ([^\r\n]*)(?:\r?\n|$)((?:AIRFLOW__SECRETS__BACKEND(?:_KWARGS)?=[^\n]*(?:\n|$))*)/m

/** Undefined text: there is no file. */
export function parseEnv(text: string | undefined): EnvText {
  const found = text === undefined ? undefined : BLOCK.exec(text)
  if (text === undefined || !found) {
    const start = text?.startsWith(BOM) ? BOM : ''
    return { before: start, after: (text ?? '').slice(start.length), ours: undefined, isOlder: text !== undefined }
  }
  const [whole, id, what, lines = ''] = found
  const start = whole.startsWith(BOM) ? BOM : ''
  return {
    before: text.slice(0, found.index) + start,
    after: text.slice(found.index + whole.length),
    ours: new Map(lines.split(/\r?\n/).flatMap(line => (line === '' ? [] : [splitAt(line, line.indexOf('='))]))),
    ...(id === undefined ? {} : { id }),
    isOlder: what !== FILE
  }
}

const splitAt = (line: string, at: number) => [line.slice(0, at), line.slice(at + 1)] as const

/**
 * With these variables in the lines of that workstation, which come first in a file that has none yet: nothing behind them has to end
 * with a line end.
 */
export function withVariables(text: string | undefined, variables: ReadonlyMap<string, string>, id: string): string {
  const { before, after, isOlder } = parseEnv(text)
  const lines = [...variables].map(([name, value]) => `${name}=${spelled(value)}\n`)
  return `${before}${headOf(id, isOlder ? LINES : FILE)}\n${lines.join('')}${after}`
}

/** As it was before; undefined if there was no file. */
export function withoutVariables(text: string): string | undefined {
  const { before, after, ours, isOlder } = parseEnv(text)
  if (ours === undefined) return text
  return isOlder || before + after !== '' ? before + after : undefined
}

/**
 * A value in the one spelling that all four parsers read alike: without quotes, compact JSON of one line. docker compose would expand `$`
 * (which `serialiseKwargs` has escaped already) and ends a value at a `#` after a blank.
 */
export const spelled = (value: string): string => value.replaceAll('#', '\\u0023')

/** Lines of others that set one of these variables, from 1. */
export function linesThatSet(text: string | undefined, isMeant: (name: string) => boolean): { name: string; line: number }[] {
  const { before, after, ours } = parseEnv(text)
  const skipped = ours === undefined ? 0 : ours.size + 1
  const [first, rest] = [before.split('\n'), after.split('\n')]
  // Our lines begin where the last line of `before` does, which is empty.
  const all = [
    ...first.slice(0, -1).map((line, at) => ({ line, number: at + 1 })),
    ...rest.map((line, at) => ({ line, number: first.length + skipped + at }))
  ]
  return all.flatMap(({ line, number }) => {
    const [, name = ''] = /^(?:\u00ef\u00bb\u00bf)?\s*(?:export\s+)?([A-Za-z_][\w.-]*)\s*(?:[=:]|$)/.exec(line) ?? []
    return isMeant(name) ? [{ name, line: number }] : []
  })
}
