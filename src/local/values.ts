import type { Environment } from '../base/environment.ts'
import { Secret } from '../base/secret.ts'
import { readLocal } from '../sources/local.ts'
import { keyOf } from '../sources/source.ts'
import type { PlacedSource, SourceResult } from '../sources/values.ts'

/** Where the values of a workstation come from, beside the environment of the shell. */
export interface LocalValues {
  /** Variables of `.env.local-secrets`; the environment wins. */
  readonly given: ReadonlyMap<string, string>
  /** Asks for the value of one variable, without an echo; absent where nobody can answer. Empty text: there is none. */
  readonly askFor?: (name: string, signal: AbortSignal) => Promise<string>
  /** Whether what is missing is made up. */
  readonly isFake: boolean
}

/** The variables of a workstation. An empty one counts for its name alone, which a pattern may match. */
export const environmentHere = ({ given }: Pick<LocalValues, 'given'>, shell: Environment): Environment => ({
  ...shell,
  ...Object.fromEntries(given),
  ...Object.fromEntries(Object.entries(shell).filter(([, value]) => value !== undefined && value !== ''))
})

/** Reads each source from where it is; what has no value there is made up, or asked for if it is a variable. */
export const readingHere =
  ({ askFor, isFake }: Omit<LocalValues, 'given'>): typeof readLocal =>
  async (places, around) => {
    const found = new Map(await readLocal(places, around))
    for (const place of places) {
      const key = keyOf(place.source, place.at)
      if (place.source.from === 'generate' || isGood(place, found.get(key))) continue
      const name = place.source.from === 'env' ? place.source.name : undefined
      const text = isFake ? fakeFor(place) : name === undefined ? '' : ((await askFor?.(name, around.signal)) ?? '')
      if (text !== '') found.set(key, { value: new Secret(text) })
    }
    return found
  }

const isGood = ({ allowEmpty }: PlacedSource, found: SourceResult | undefined): boolean =>
  found !== undefined && ('value' in found ? allowEmpty || found.value.reveal() !== '' : found.empty && allowEmpty)

/** By the field of a connection: what Airflow parses there. */
const FORMS: Readonly<Record<string, string>> = {
  conn_uri: 'generic://fake:fake@localhost/fake',
  conn_json: '{"conn_type":"generic","host":"localhost"}',
  host: 'localhost',
  port: '1',
  extra: '{}'
}

/** A made-up value of the form that its place has to have; always the same, so that it changes nothing the next time. */
export function fakeFor({ source, at }: Pick<PlacedSource, 'source' | 'at'>): string {
  if (source.from === 'file' && source.as !== 'text') return source.as === 'json' ? '{}' : Buffer.from('fake').toString('base64')
  const [path = '', field = ''] = at.split('#')
  const form = Object.hasOwn(FORMS, field) ? FORMS[field] : undefined
  return form ?? `fake-${[path.split('/').at(-1), field].filter(part => part !== '').join('-')}`
}
