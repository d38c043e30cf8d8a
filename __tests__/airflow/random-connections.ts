import type { Connection } from '../../src/airflow/connection.ts'

export type Random = () => number

/** Numbers from 0 to 1 that follow from the seed alone (mulberry32). */
export function randomFrom(seed: number): Random {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

export const below = (random: Random, limit: number): number => Math.floor(random() * limit)

export function oneOf<T>(random: Random, choices: readonly [T, ...T[]]): T {
  return choices[below(random, choices.length)] ?? choices[0]
}

// Delimiters, escapes and what looks like them (NFKC), case pairs that are no pairs everywhere, white space, controls, marks
// without a letter, directions, joiners, astral.
const AWKWARD = [
  ...'/?#[]@:%+&=;,$!\'()*~_-.|\\^`"<>{} \t\n\r\v\f\u0001\u001b\u001f\u007f\u0085\u009f\u00a0\u2028\u2029\u3000\ufeff',
  ...'ÜßİıΣςſK／＠：？＃％［］℀℅⁇\u0300\u0301\u0345\u200b\u200d\u200e\u202e\u2066\ufe0f\ufffd\uffff漢😀𝒳\u{e0061}\u{10ffff}',
  '👩‍👧',
  '🇩🇪',
  '%41',
  '%zz',
  '%00',
  '%C3',
  '://',
  '__extra__',
  '..',
  '//',
  '\r\n',
  '${',
  '$' + '{deployment}',
  '$$' + '{',
  '\\u0000',
  'None',
  '{"',
  "'\"'"
] as const satisfies readonly string[]

/** Texts of up to 12 pieces, half of them plain. */
export function randomText(random: Random): string {
  const piece = () => (random() < 0.5 ? String.fromCharCode(33 + below(random, 94)) : AWKWARD[below(random, AWKWARD.length)])
  return Array.from({ length: below(random, 12) }, piece).join('')
}

/** A connection without problems, each field there in two of three. */
export function randomConnection(random: Random, text: () => string = () => randomText(random)): Connection {
  const maybe = <Name extends string, Value>(name: Name, value: () => Value) =>
    (random() < 0.67 ? { [name]: value() } : {}) as { [key in Name]?: Value }
  return {
    connType: oneOf(random, [
      'postgres',
      'postgresql',
      'google_cloud_platform',
      'http',
      'https',
      'HTTP',
      'aws',
      'a',
      's3.v2',
      'My_Type'
    ]),
    ...maybe('host', () => (random() < 0.2 ? `https://${text()}` : text())),
    ...maybe('login', text),
    ...maybe('password', text),
    ...maybe('schema', text),
    ...maybe('port', () => below(random, 65536)),
    ...maybe('extra', () => JSON.stringify({ [text()]: text(), __extra__: [1, { deep: text() }] }))
  }
}
