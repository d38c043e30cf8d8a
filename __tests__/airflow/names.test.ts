import { describe, expect, it } from '@jest/globals'
import { connIdProblem, namesThatCollide, variableKeyProblem } from '../../src/airflow/names.ts'

const long = (length: number) => 'x'.repeat(length)

describe('connIdProblem', () => {
  it.each(['a', '_', '9', 'warehouse', 'My.Conn-id_2', 'a.', 'a-', long(200)])('takes %s', id => {
    expect(connIdProblem(id)).toBeUndefined()
  })

  it.each<[string, RegExp]>([
    ['', /is empty; write/],
    [long(201), /has 201 characters; use at most 200/],
    ['a/b', /contains a \/.*use _ or -/],
    ['..', /two dots/],
    ['a..b', /two dots/],
    ['.', /does not start with/],
    ['.a', /does not start with/],
    ['-a', /does not start with/],
    ['a b', /contains the character U\+0020; use only ASCII letters, digits, _, - and \.$/],
    ['a\n', /U\+000A/],
    ['größe', /contains ö \(U\+00F6\)/],
    ['a😀', /U\+1F600/],
    ['a+', /contains \+ \(U\+002B\)/],
    ['a*', /contains \* /],
    ['a:b', /contains : /],
    ['a\\b', /contains \\ /],
    ['a%2Fb', /contains % /]
  ])('refuses %j', (id, problem) => {
    expect(connIdProblem(id)).toMatch(problem)
  })
})

describe('variableKeyProblem', () => {
  it.each(['a', 'team/greeting', 'a/b/c', 'a/.b', '9/-', long(250)])('takes %s', key => {
    expect(variableKeyProblem(key)).toBeUndefined()
  })

  it.each<[string, RegExp]>([
    ['', /is empty/],
    [long(251), /has 251 characters; use at most 250/],
    ['/a', /starts or ends with a \//],
    ['a/', /starts or ends with a \//],
    ['a//b', /two in a row/],
    ['/', /starts or ends with a \//],
    ['.', /has a \. between slashes/],
    ['a/./b', /has a \. between slashes/],
    ['./a', /has a \. between slashes/],
    ['a/..', /two dots/],
    ['a/../b', /two dots/],
    ['a..b', /two dots/],
    ['-a', /does not start/],
    ['a b', /U\+0020; use only ASCII letters, digits, _, -, \. and \/$/],
    ['a?', /contains \? /]
  ])('refuses %j', (key, problem) => {
    expect(variableKeyProblem(key)).toMatch(problem)
  })
})

describe('namesThatCollide', () => {
  it('is silent about names that only resemble each other', () => {
    expect(namesThatCollide(['a', 'ab', 'abc/d', 'b/a', 'a_b', 'a.b', 'B/c'])).toEqual([])
  })

  it('tells names that are equal but for case, in their order', () => {
    expect(namesThatCollide(['Warehouse', 'other', 'WAREHOUSE', 'warehouse'])).toEqual([
      { kind: 'case', names: ['Warehouse', 'WAREHOUSE', 'warehouse'] }
    ])
  })

  it('tells two such names', () => {
    expect(namesThatCollide(['a', 'A'])).toEqual([{ kind: 'case', names: ['a', 'A'] }])
  })

  it('tells a name that is the folder of others', () => {
    expect(namesThatCollide(['a/b', 'a', 'a/b/c', 'A/x'])).toEqual([
      { kind: 'folder', folder: 'a/b', inside: ['a/b/c'] },
      { kind: 'folder', folder: 'a', inside: ['a/b', 'a/b/c'] }
    ])
  })

  it('takes one name given twice for one', () => {
    expect(namesThatCollide(['a', 'a'])).toEqual([])
  })
})
