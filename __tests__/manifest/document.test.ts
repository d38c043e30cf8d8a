import { describe, expect, it } from '@jest/globals'
import { saidOf } from '../../src/base/finding.ts'
import { parseManifest } from '../../src/manifest/document.ts'

const parse = (text: string) => parseManifest(text, 'm.yaml')
const placed = (text: string, path: string[]) => {
  const { place } = parse(text).findingAt(path, '')
  return `${place?.line}:${place?.column}`
}

describe('a mistake stands', () => {
  it.each<[string, string, string[], string]>([
    ['at its key', 'a: 1\nb: 2', ['b'], '2:1'],
    ['at a key further down', 'a:\n  b: { c: 1, d: 2 }', ['a', 'b', 'd'], '2:14'],
    ['at a key in quotes', `a:\n  "b c": 1\n  'd': 2`, ['a', 'd'], '3:3'],
    ['at a key inside a list', 'a:\n  - { b: 1 }\n  - { b: 2 }', ['a', '1', 'b'], '3:7'],
    ['at the list, for an item', 'a:\n  - b\n  - c', ['a', '1'], '1:1'],
    ['at the nearest key above one that is missing', 'a: 1\nb: { c: 1 }', ['b', 'd', 'e'], '2:1'],
    ['at the first key, for the whole', '# what it is for\n\na: 1', [], '3:1'],
    ['behind values of many lines', 'a: |\n  1\n  2\nb: [\n  1\n  ]\nc: 1', ['c'], '7:1'],
    ['where lines end as on Windows', 'a: 1\r\nb: 1\r\n', ['b'], '2:1'],
    ['at the first of equal keys', 'a: 1\nb: 1\na: 2', ['a'], '1:1'],
    ['at the line before it, for a key that is empty', 'a: 1\n: 2\nb: 3', [''], '1:1'],
    ['somewhere, even in nothing', '', ['a'], '1:1']
  ])('%s', (_, text, path, place) => {
    expect(placed(text, path)).toBe(place)
  })
})

it.each([
  ['a line break', 'a\nb', '"a\\nb"'],
  ['a byte order mark', '\ufeffa', '"\\ufeffa"'],
  ['nothing', '', '""']
])('a key with %s in it is shown in one line', (_, key, shown) => {
  expect(saidOf(parse('a: 1').findingAt([key, 'c'], 'is wrong'))).toBe(`${shown}.c is wrong`)
})

describe('keys that stand twice', () => {
  it.each<[string, string, string[][]]>([
    ['in the same mapping', 'a: 1\nb: 2\na: 3', [['a']]],
    [
      'further down',
      'a: { b: 1, b: 2, b: 3 }',
      [
        ['a', 'b'],
        ['a', 'b']
      ]
    ],
    ['in an item of a list', '- { a: 1, a: 2 }', [['0', 'a']]],
    ['in different quotes', `"a": 1\n'a': 2`, [['a']]]
  ])('are found %s', (_, text, paths) => {
    expect(parse(text).mistakes.map(({ path }) => path)).toEqual(paths)
  })

  it('in different mappings are no mistake', () => {
    expect(parse('a: { k: 1 }\nb: { k: 1 }\nc: [{ k: 1 }, { k: 1 }]').mistakes).toEqual([])
  })
})

describe('the data', () => {
  it.each<[string, string, unknown]>([
    ['is what YAML 1.2 says', 'a: yes\nb: 0o17\nc: 2026-01-01\nd: ~', { a: 'yes', b: 15, c: '2026-01-01', d: null }],
    ['is null where there is none', '# nothing\n', null],
    ['may begin with ---', '---\na: 1\n', { a: 1 }],
    ['has what an anchor stands for', 'a: &x { k: 1 }\nb: *x', { a: { k: 1 }, b: { k: 1 } }]
  ])('%s', (_, text, data) => {
    expect(parse(text).data).toEqual(data)
  })

  it('keeps keys that JavaScript knows, too', () => {
    expect(Object.entries(parse('constructor: 1\ntoString: 2').data as object)).toEqual([
      ['constructor', 1],
      ['toString', 2]
    ])
  })
})

describe('a key that would silently be lost', () => {
  it.each<[string, string, string[], RegExp]>([
    ['because JavaScript keeps its name to itself', 'a:\n  __proto__: { b: 1 }', ['a', '__proto__'], /is a reserved name/],
    ['because YAML takes it for a number', 'a: { 1.50: b }', ['a', '1.50'], /read as 1.5 by YAML; put it in quotes/],
    ['because YAML takes it for null', 'a: { ~: b }', ['a', '~'], /read as null/],
    ['because it is an alias', 'a: &x k\nb: { *x : 1 }', ['b'], /key that is not a string/]
  ])('is named, %s', (_, text, path, message) => {
    expect(parse(text).mistakes).toEqual([{ path, message: expect.stringMatching(message) }])
  })
})

it('a key that YAML takes for another kind, but by the same name, is none', () => {
  expect(parse('{ 1: a, -2.5: b, true: c, null: d, "1.50": e, "~": f, 1.5.2: g, 2026-01-01: h }').mistakes).toEqual([])
})

describe('aliases are refused', () => {
  const layers = (count: number, make: (before: string) => string) =>
    Array.from({ length: count }, (_, layer) => `a${layer + 1}: &a${layer + 1} ${make(`*a${layer}`)}\n`).join('')

  it.each<[string, string, RegExp]>([
    ['that hold themselves', 'a: &x { b: [*x] }', /inside the part that it stands for/],
    ['that multiply', `a0: &a0 [1]\n${layers(60, before => `[${before}, ${before}]`)}`, /more than 1000000 values/],
    ['that go deeper and deeper', `a0: &a0 [1]\n${layers(5000, before => `[${before}]`)}`, /more than 100 levels deep/]
  ])('%s', (_, text, message) => {
    expect(() => parse(text)).toThrow(message)
  })
})

it.each([
  ['a tab', 'a:\n\tb: 1', 'm.yaml:2:1: is not YAML: tab characters must not be used in indentation'],
  [
    'a text without its quotes',
    'a: @b',
    'm.yaml:1:4: is not YAML: bad indentation of a mapping entry (or a string that needs quotes, because it contains `: ` or begins with a character such as @)'
  ],
  [
    'a quote that is not closed',
    'a:\n  b: "c\nd: e',
    'm.yaml:3:1: is not YAML: deficient indentation (or an unclosed quote or bracket before it)'
  ],
  ['a tag', 'a: !env TOKEN', 'm.yaml:1:4: is not YAML: unknown scalar tag !<!env>'],
  ['a tag with a line break that nobody sees', 'a: !<x\u0085y> b', 'is not YAML: tag name cannot contain such characters: x y'],
  ['a second document', 'a: 1\n---\nb: 1', 'm.yaml:2:1: contains more than one YAML document; remove the line `---`']
])('%s is refused', (_, text, message) => {
  const refused = () => parse(text)
  expect(refused).toThrow(message)
})
