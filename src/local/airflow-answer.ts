import type { Finished } from '../base/process.ts'
import type { Found } from './check.ts'

/** Of a connection, what `airflow connections get -o json` prints as it was written. Of the rest, some releases may print stars. */
const FIELDS = ['host', 'login', 'schema', 'port'] as const

/** Whether `airflow config get-value secrets backend_kwargs` has printed these, a JSON text. */
export function isStartedWith(answer: Finished | undefined, kwargs: string): boolean {
  const ours = jsonOf(kwargs)
  return ours !== undefined && JSON.stringify(printedJson(answer)) === JSON.stringify(ours)
}

/** Whether `airflow variables get` or `connections get` has printed what Vault has; of a connection, what can be compared. */
export function answersAlike(answer: Finished | undefined, { kind, data }: Found): boolean {
  if (answer?.exitCode !== 0) return false
  const there = data.reveal()
  if (kind === 'variable') {
    const [said, value] = [answer.stdout, String(there['value'])].map(text => text.replaceAll('\r\n', '\n').trimEnd())
    // What is logged while Airflow starts comes first.
    return said === value || said?.endsWith(`\n${value}`) === true
  }
  const list = printedJson(answer)
  const shown: unknown = Array.isArray(list) ? list[0] : undefined
  if (typeof shown !== 'object' || shown === null) return false
  const seen = new Map<string, unknown>(Object.entries(shown))
  return FIELDS.every(field => there[field] === undefined || String(seen.get(field) ?? '') === String(there[field] ?? ''))
}

/** The last line that is JSON. */
function printedJson(answer: Finished | undefined): unknown {
  if (answer?.exitCode !== 0) return undefined
  return answer.stdout
    .split('\n')
    .map(jsonOf)
    .filter(found => typeof found === 'object' && found !== null)
    .at(-1)
}

/** Undefined for what is no JSON. */
export function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // A line of a log. What the parser says would quote it.
    return undefined
  }
}
