import type { Connection } from '../../src/airflow/connection.ts'

/** Numbers from 0 to 1 that follow from the seed alone (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

// Delimiters, escapes and what looks like them (NFKC), case pairs that are no pairs everywhere, white space, controls, astral.
const AWKWARD = [
  ...'/?#[]@:%+&=;,$!\'()*~_-.|\\^`"<>{} \t\n\r\u0001\u007f\u0085\u00a0\u2028\ufeffÜßİıΣς／＠：？＃℀漢😀',
  '%41',
  '%zz',
  '://',
  '__extra__',
  '..'
]

/** Texts of up to 12 pieces, half of them plain. */
export function randomText(random: () => number): string {
  const piece = () =>
    random() < 0.5 ? String.fromCharCode(33 + Math.floor(random() * 94)) : AWKWARD[Math.floor(random() * AWKWARD.length)]
  return Array.from({ length: Math.floor(random() * 12) }, piece).join('')
}

/** A connection without problems, each field there in two of three. */
export function randomConnection(random: () => number): Connection {
  const maybe = <Name extends string, Value>(name: Name, value: () => Value) =>
    (random() < 0.67 ? { [name]: value() } : {}) as { [key in Name]?: Value }
  const text = () => randomText(random)
  const types = ['postgres', 'postgresql', 'google_cloud_platform', 'http', 'https', 'HTTP', 'aws', 'a', 's3.v2', 'My_Type']
  return {
    connType: types[Math.floor(random() * types.length)] ?? 'generic',
    ...maybe('host', () => (random() < 0.2 ? `https://${text()}` : text())),
    ...maybe('login', text),
    ...maybe('password', text),
    ...maybe('schema', text),
    ...maybe('port', () => Math.floor(random() * 65536)),
    ...maybe('extra', () => JSON.stringify({ [text()]: text(), __extra__: [1, { deep: text() }] }))
  }
}
