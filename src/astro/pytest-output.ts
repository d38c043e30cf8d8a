import { stripVTControlCharacters } from 'node:util'

/** Where the image has the project. */
const HOME = '/usr/local/airflow/'

/** One test that failed, or the DAG that a test of the CLI's own could not import. */
export interface TestFailure {
  /** Below the project. */
  readonly file: string
  readonly line?: number
  /** The test, such as `test_rows`; absent for a file that cannot be imported. */
  readonly test?: string
  readonly message: string
}

/** What pytest prints at its end, with `=` around it unless it is quiet. */
const SUMMARY = /^(?:=+ )?\d+ [a-z]+(?:, \d+ [a-z]+)* in \d/gm

/** How many tests pytest says have passed; undefined without such a line. */
export function passedIn(output: string): number | undefined {
  const last = stripVTControlCharacters(output).match(SUMMARY)?.at(-1)
  return last === undefined ? undefined : Number(/\b(\d{1,9}) passed/.exec(last)?.[1] ?? 0)
}

/** Everything that pytest lists as failed, in its order. */
export function failuresIn(output: string): readonly TestFailure[] {
  const plain = stripVTControlCharacters(output).replaceAll('\r', '')
  const sections = sectionsOf(plain)
  return [...plain.matchAll(/^(?:FAILED|ERROR) ([^\s:]+)(?:::([^\n]+?))?(?: - [^\n]*)?$/gm)].map(([, file = '', id]) => {
    const test = id?.split('::').join('.')
    const section = sections.get(test ?? `ERROR collecting ${file}`) ?? ''
    const dag = test?.endsWith('.py]') ? test.slice(test.lastIndexOf('[') + 1, -1) : undefined
    const said = [...section.matchAll(/^E +(\S[^\n]*)$/gm)].map(([, text = '']) => text.trim())
    return dag === undefined
      ? { file, ...lineIn(section, file), ...(test && { test }), message: said[0] ?? 'it failed' }
      : { file: dag, ...lineIn(section, dag), message: said.at(-1) ?? 'it cannot be imported' }
  })
}

/** By the names in the rulers above them: `____ test_rows ____`. */
function sectionsOf(output: string): ReadonlyMap<string, string> {
  const [, ...parts] = output.split(/^_{2,} (.+?) _{2,}$/m)
  const found = new Map<string, string>()
  for (let at = 0; at + 1 < parts.length; at += 2) found.set(parts[at] ?? '', parts[at + 1] ?? '')
  return found
}

/** The deepest place in a file: `tests/test_rows.py:7: AssertionError`, or as Python itself says it. */
function lineIn(section: string, file: string): { readonly line?: number } {
  let line: string | undefined
  for (const text of section.split('\n')) {
    const ofPytest = text.startsWith(`${file}:`) ? /^(\d{1,9}): /.exec(text.slice(file.length + 1))?.[1] : undefined
    const ofPython = /File "([^"]+)", line (\d{1,9})/.exec(text)
    if (ofPytest !== undefined) line = ofPytest
    else if (ofPython?.[1] === HOME + file) line = ofPython[2]
  }
  return line === undefined ? {} : { line: Number(line) }
}
