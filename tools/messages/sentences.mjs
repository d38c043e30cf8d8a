import { parseSync } from '@swc/core'

/** What follows is compared with the words of other programs, or is a pattern. */
const NOT_OURS = new Set(['says', 'warns', 'includes', 'startsWith', 'endsWith', 'split', 'join', 'RegExp'])

/** A key under which a table keeps the words of another program. */
const THEIR_KEYS = new Set(['says'])

/** Characters. The longest text for people, a usage, has half of that. */
const LONGEST = 2000

/** @typedef {{ type: string, [key: string]: any }} Node a node of the syntax tree */

/**
 * The sentences in a TypeScript source: its texts of at least two words, in their order, with `<name>` for what is put in. Left out
 * are types, imports, the names of properties, and by four rules what is no prose of ours: arguments of the functions in `NOT_OURS`,
 * keys in `THEIR_KEYS`, the first of two texts in brackets (a key of a table), and texts so long that they are programs.
 *
 * @param {string} source
 * @returns {readonly string[]}
 */
export function sentencesOf(source) {
  /** @type {Set<string>} */
  const found = new Set()
  const add = (/** @type {string} */ text) => {
    const line = text.replaceAll(/\s*\n\s*/g, ' ').trim()
    if (isSentence(line)) found.add(line)
  }
  const visit = (/** @type {any} */ node) => {
    if (typeof node?.type === 'string') look(node)
    else if (typeof node === 'object' && node !== null) for (const child of Object.values(node)) visit(child)
  }
  const look = (/** @type {Node} */ node) => {
    if (node.type === 'StringLiteral') return add(node['value'])
    if (node.type === 'TemplateLiteral') add(written(node))
    for (const child of partsOf(node)) visit(child)
  }
  visit(parseSync(source, { syntax: 'typescript' }).body)
  return [...found]
}

/** Where our texts may be below a node. */
function partsOf(/** @type {Node} */ node) {
  const { type } = node
  if (/^Ts(?!As|NonNull|Satisfies|Const)|^(Import|Export(All|Named))Declaration$/.test(type)) return []
  if (type === 'KeyValueProperty') return THEIR_KEYS.has(node['key'].value) ? [] : [node['value']]
  if ((type === 'CallExpression' || type === 'NewExpression') && NOT_OURS.has(nameOf(node['callee']))) return [node['callee']]
  if (type === 'ArrayExpression' && isEntry(node['elements'])) return node['elements'].slice(1)
  return Object.entries(node).flatMap(([key, child]) => (key === 'typeAnnotation' ? [] : [child]))
}

const isEntry = (/** @type {any[]} */ elements) =>
  elements.length === 2 && elements.every(element => /^(StringLiteral|TemplateLiteral)$/.test(element?.expression.type))

/** A text of two words, or of one beside what is put in. */
function isSentence(/** @type {string} */ text) {
  const words = text.split(/\s+/).filter(word => /^[(“"'`]?(\p{L}[\p{L}’'-]+|a|I)[.,;:?!)”"'`]*$/iu.test(word))
  return text.length < LONGEST && text.includes(' ') && (words.length > 1 || (words.length === 1 && text.includes('<')))
}

function written(/** @type {Node} */ { quasis, expressions }) {
  return quasis
    .map((/** @type {Node} */ { cooked }, /** @type {number} */ at) => {
      return at < expressions.length ? `${cooked}<${inserted(expressions[at])}>` : cooked
    })
    .join('')
}

/** What is put in, by a name for people: both texts of a choice, else the last name in it. */
function inserted(/** @type {Node} */ node) {
  const { consequent, alternate } = node
  if (node.type === 'ConditionalExpression' && [consequent, alternate].every(({ type }) => type === 'StringLiteral'))
    return [consequent.value, alternate.value].filter(text => text !== '').join('|')
  return nameOf(node)
}

/** @returns {string} */
function nameOf(/** @type {Node} */ node) {
  switch (node.type) {
    case 'Identifier':
    case 'PrivateName':
      return node['value']
    case 'MemberExpression': {
      const [owner, name] = [nameOf(node['object']), nameOf(node['property'])]
      return node['property'].type === 'Computed' ? owner : /^(length|size)$/.test(name) ? `n ${owner}` : name
    }
    case 'OptionalChainingExpression':
      return nameOf(node['base'])
    case 'BinaryExpression':
      return nameOf(node['left'])
    case 'CallExpression': {
      const { callee, arguments: given } = node
      const [first, noun] = given.map((/** @type {Node} */ { expression }) => expression)
      if (callee.type !== 'MemberExpression') return noun?.type === 'StringLiteral' ? `n ${noun.value}s` : nameOf(callee)
      return nameOf(callee.object.value === 'Math' ? first : callee.object)
    }
    default:
      return '…'
  }
}
