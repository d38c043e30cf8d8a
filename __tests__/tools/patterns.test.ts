import { expect, it } from '@jest/globals'
import { whySlow } from '../../tools/patterns.mjs'

// Each has been in `src`, and took seconds to hours for a text that a repository can bring.
it.each([
  ['a comment', String.raw`^\s*#.*$`, 'gm'],
  ['a comment behind a requirement', String.raw`(^|\s+)#.*$`, ''],
  ['the base image', String.raw`^\s*FROM\s+(?:--\S+\s+)*(\S+)`, 'gim'],
  ['an assignment', String.raw`^[^\S\n]*(?:export\s+)?(\w+)[^\S\n]*=[^\S\n]*(?:'([^']*)'|([^'"\n].*)?)[^\S\n]*(?:#.*)?$`, 'gm'],
  ['a requirement', String.raw`^(\w+)\s*(?:\[([^\]]*)\])?\s*((?:[<>]=?\s*\S+)?)\s*(?:;.*)?$`, ''],
  ['random letters', String.raw`(?=[\w+/]{20})(?=[\w+/]{0,99}[a-z])(?=[\w+/]{0,99}[A-Z])(?=[\w+/]{0,99}\d)`, ''],
  ['a certificate', String.raw`-----BEGIN X-----[\s\S]*?-----END X-----`, 'g'],
  ['what ends in slashes', String.raw`\/+$`, ''],
  ['nested repeats', '^(a+)+$', '']
])(
  'is told from a linear one: the pattern of %s',
  async (_, pattern, flags) => {
    expect(await whySlow(pattern, flags)).toBeDefined()
  },
  120_000
)

it.each([
  ['^[a-z]+$', ''],
  [String.raw`^[ \t]*(?:export[ \t]+)?AIRFLOW_`, 'm'],
  [String.raw`\{[{%#]`, 'g']
])('finds nothing in /%s/%s', async (pattern, flags) => {
  expect(await whySlow(pattern, flags)).toBeUndefined()
})
