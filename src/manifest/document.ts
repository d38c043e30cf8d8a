import { constructFromEvents, EVENT_ID, type Event, parseEvents, YAMLException } from 'js-yaml'
import { asciiJson } from '../airflow/json.ts'
import { Mistakes } from '../base/errors.ts'
import type { Finding, Place } from '../base/finding.ts'
import { aliasProblem } from './aliases.ts'
import { plainNumbers, WITH_FLOATS } from './floats.ts'
import { keysIn, mistakesAmong, Positions } from './positions.ts'
import type { Mistake } from './problems.ts'

/** A YAML file as data, with the place of each part. */
export interface ManifestDocument {
  readonly data: unknown
  /** The mistake `message` about the value at `path`, with file, line and column. */
  findingAt(path: readonly string[], message: string): Finding
  /** Mistakes in its keys, which YAML would silently swallow. */
  readonly mistakes: readonly Mistake[]
}

/** Parses YAML. Throws `Mistakes` with the place where it is not YAML. */
export function parseManifest(text: string, file: string): ManifestDocument {
  const { data, mistakes } = dataOf(text, file)
  // Few files have mistakes, and the places of a large one would take much memory in every run.
  let places: Positions | undefined
  return {
    data,
    mistakes,
    findingAt(path, message) {
      places ??= new Positions(text, keysIn(text, eventsOf(text, file)))
      const subject = path.length === 0 ? 'the manifest' : path.map(shown).join('.')
      return { severity: 'error', subject, message, place: { file, ...places.of(path) } }
    }
  }
}

/**
 * A separate function, because whatever `findingAt` can see stays in memory until the run ends, and the events are larger than
 * the text.
 */
function dataOf(text: string, file: string): Pick<ManifestDocument, 'data' | 'mistakes'> {
  const events = eventsOf(text, file)
  // With `json`, the last of equal keys wins without an error; all of them are reported below.
  const [data, ...others] = explained(file, () => constructFromEvents(events, { source: text, json: true, schema: WITH_FLOATS }))
  if (others.length > 0) {
    const before = text.slice(0, text.search(/[\r\n](---|\.\.\.)/) + 1)
    const place = { line: before.split(/\r\n|\r|\n/).length, column: 1 }
    throw mistake('contains more than one YAML document; remove the line `---`', { file, ...place })
  }
  const problem = events.some(({ type }) => type === EVENT_ID.ALIAS) ? aliasProblem(data) : undefined
  if (problem !== undefined) throw mistake(`the manifest ${problem}`, { file, line: 1, column: 1 })
  plainNumbers(data)
  return { data: data ?? null, mistakes: mistakesAmong(keysIn(text, events)) }
}

const mistake = (message: string, place: Place) => new Mistakes([{ severity: 'error', message, place }])

/** A key may contain line breaks or invisible characters; a sentence must not. */
const UNSHOWN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Surrogate}]|^\s|\s$|^$/u
const shown = (key: string) => (UNSHOWN.test(key) ? asciiJson(key) : key)

const eventsOf = (text: string, file: string): Event[] => explained(file, () => parseEvents(text, {}))

/** What else the parser's message may mean. */
const MEANING: Readonly<Record<string, string>> = {
  'bad indentation of a mapping entry':
    ' (or a string that needs quotes, because it contains `: ` or begins with a character such as @)',
  'deficient indentation': ' (or an unclosed quote or bracket before it)'
}

/** What is wrong, in the words of the parser. */
function explained<T>(file: string, parse: () => T): T {
  try {
    return parse()
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error
    const place = error.mark === undefined ? {} : { line: error.mark.line + 1, column: error.mark.column + 1 }
    // It may quote the file, whatever that contains.
    const reason = error.reason.replace(/[\p{C}\p{Zl}\p{Zp}]+/gu, ' ').slice(0, 200)
    throw mistake(`is not YAML: ${reason}${MEANING[error.reason] ?? ''}`, { file, ...place })
  }
}
