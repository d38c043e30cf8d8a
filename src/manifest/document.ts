import { constructFromEvents, EVENT_ID, type Event, parseEvents, YAMLException } from 'js-yaml'
import { asciiJson } from '../airflow/json.ts'
import { Mistakes } from '../base/errors.ts'
import type { Finding, Place } from '../base/finding.ts'
import { aliasProblem } from './aliases.ts'
import { plainNumbers, WITH_FLOATS } from './floats.ts'
import { keysIn, mistakesAmong, Positions } from './positions.ts'
import type { Mistake } from './problems.ts'

/** A YAML file as data, with the places where its parts stand. */
export interface ManifestDocument {
  readonly data: unknown
  /** The mistake `message` about the value at `path`, with file, line and column. */
  findingAt(path: readonly string[], message: string): Finding
  /** What is wrong with its keys, and would silently be lost. */
  readonly mistakes: readonly Mistake[]
}

/** Parses YAML; throws `Mistakes` with the place where it is none. */
export function parseManifest(text: string, file: string): ManifestDocument {
  const { data, mistakes } = dataOf(text, file)
  // Few files have mistakes, and the places of a large one would take much room in every run.
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

/** A function of its own: what `findingAt` sees stays until the end of the run, and the events are larger than the text. */
function dataOf(text: string, file: string): Pick<ManifestDocument, 'data' | 'mistakes'> {
  const events = eventsOf(text, file)
  // `json` lets the last of equal keys win: here it is no error, all of them are named below.
  const [data, ...others] = explained(file, () => constructFromEvents(events, { source: text, json: true, schema: WITH_FLOATS }))
  if (others.length > 0) {
    const before = text.slice(0, text.search(/[\r\n](---|\.\.\.)/) + 1)
    const place = { line: before.split(/\r\n|\r|\n/).length, column: 1 }
    throw mistake('holds more than one YAML document: leave out the line `---`', { file, ...place })
  }
  const problem = events.some(({ type }) => type === EVENT_ID.ALIAS) ? aliasProblem(data) : undefined
  if (problem !== undefined) throw mistake(`the manifest ${problem}`, { file, line: 1, column: 1 })
  plainNumbers(data)
  return { data: data ?? null, mistakes: mistakesAmong(keysIn(text, events)) }
}

const mistake = (message: string, place: Place) => new Mistakes([{ severity: 'error', message, place }])

/** A key may have line breaks in it, or characters that nobody sees; a sentence must not. */
const UNSHOWN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Surrogate}]|^\s|\s$|^$/u
const shown = (key: string) => (UNSHOWN.test(key) ? asciiJson(key) : key)

const eventsOf = (text: string, file: string): Event[] => explained(file, () => parseEvents(text, {}))

/** What else the parser may mean by its words. */
const MEANING: Readonly<Record<string, string>> = {
  'bad indentation of a mapping entry': ' (or a text that needs quotes, since it has `: ` in it or begins with a sign such as @)',
  'deficient indentation': ' (or a quote or bracket before it that is not closed)'
}

/** What is wrong, in the words of the parser. */
function explained<T>(file: string, parse: () => T): T {
  try {
    return parse()
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error
    const place = error.mark === undefined ? {} : { line: error.mark.line + 1, column: error.mark.column + 1 }
    // It may quote the file, whatever stands there.
    const reason = error.reason.replace(/[\p{C}\p{Zl}\p{Zp}]+/gu, ' ').slice(0, 200)
    throw mistake(`is not YAML: ${reason}${MEANING[error.reason] ?? ''}`, { file, ...place })
  }
}
