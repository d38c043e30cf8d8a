import type { Kind } from '../airflow/definition.ts'
import { blocksOf } from './blocks.ts'
import { lineCounter } from './lines.ts'
import { Scopes } from './scopes.ts'
import { countable, type Literal, type Use } from './use.ts'

/**
 * What Airflow's templates ask for in a text: `{{ var.value.x }}`, `{{ var.json.x.y }}`, `{{ conn.x.host }}`, and the same by
 * `.get('x')` and `['x']`. Comments and raw blocks ask for nothing; nor does a `var` or `conn` that the template defines itself.
 */
export function usesInTemplate(text: string): Use[] {
  const scopes = new Scopes()
  const lineAt = lineCounter(text)
  return blocksOf(text).flatMap(({ code, start }) => {
    if (code.startsWith('{#')) return []
    const own = scopes.read(code)
    return [...code.matchAll(ACCESSOR)].flatMap(({ 0: accessor, 1: conn, index }) => {
      const kind: Kind = conn === undefined ? 'variable' : 'connection'
      const use = own.has(conn ?? 'var') ? undefined : useAt(index + accessor.length, code)
      return use === undefined ? [] : countable({ kind, line: lineAt(start + index), ...use })
    })
  })
}

/** The same for a string in a Python source, with the source's lines. */
export function usesInLiteral({ text, line, endLine }: Literal): Use[] {
  const uses = usesInTemplate(text)
  // Escaped line ends and joined strings give a text whose lines differ from those of its source.
  const straight = text.split('\n').length - 1 === endLine - line
  return uses.map(use => ({ ...use, line: straight ? line + use.line - 1 : line }))
}

const ACCESSOR =
  /(?<![\w.'"])(?:(conn)|var(?:\.(?:value|json)|\[["'](?:value|json)["']\]|\.get\(["'](?:value|json)["']\)))(?!\w)/g
/** How it gets a name. */
const STEP = /\.get\(\s*|\.(?<attribute>\w*)|\[\s*/y
const QUOTED = /(['"])([^'"]*)\1\s*([,)\]])/y
/** Without a name, it is passed on. */
const PASSED_ON = /\s*[|,)}]/y

/** What is asked for at the end of an accessor. */
function useAt(end: number, code: string): Pick<Use, 'name' | 'need'> | undefined {
  const step = after(STEP, end, code)
  if (step === undefined) return after(PASSED_ON, end, code) && { name: null, need: 'required' }
  const attribute = step.groups?.['attribute']
  const from = end + step[0].length
  if (attribute !== undefined) return { name: attribute !== '' && code[from] !== '\0' ? attribute : null, need: 'required' }
  const [, , name = null, next] = after(QUOTED, from, code) ?? []
  return { name, need: next === ',' ? 'optional' : 'required' }
}

function after(sticky: RegExp, offset: number, code: string): RegExpExecArray | undefined {
  sticky.lastIndex = offset
  return sticky.exec(code) ?? undefined
}
