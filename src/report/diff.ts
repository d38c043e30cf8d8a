import { shortened, visible } from '../base/visible.ts'
import { DIFF_STATES, type Diff, type DifferingKey, type NameDiff } from '../plan/diff/diff.ts'
import { code, named, prose } from './markdown.ts'
import { type Block, whole } from './page.ts'
import { bounded, LINES_A_SUBJECT } from './render.ts'
import { table } from './table.ts'

const LONGEST = 500

/** Whether a reader has something to look at. */
export const hasDifference = ({ names }: Diff): boolean => names.some(({ state, notes }) => state !== 'equal' || notes.length > 0)

/** `dev → prod: 1 only in dev, 2 different, 9 equal`. */
export function answerOfDiff(diff: Diff): string {
  const { first, second, shared, names } = diff
  if (shared) return `${visible(first)} and ${visible(second)} read the same secrets in Vault`
  const counts = DIFF_STATES.flatMap(state => {
    const { length } = names.filter(one => one.state === state)
    return length === 0 ? [] : [`${length} ${wordFor(state, diff)}`]
  })
  return `${visible(first)} → ${visible(second)}: ${counts.join(', ') || 'neither has a secret'}`
}

const wordFor = (state: NameDiff['state'], { first, second }: Pick<Diff, 'first' | 'second'>): string => {
  switch (state) {
    case 'only-in-first':
      return `only in ${visible(first)}`
    case 'only-in-second':
      return `only in ${visible(second)}`
    default:
      return state
  }
}

/** A diff as a group of log lines. */
export function renderDiff(diff: Diff): { readonly heading: string; readonly lines: readonly string[] } {
  const line = (one: NameDiff) => `${visible(one.name)}: ${resultOf(one, diff, visible, visible)}`
  return {
    heading: answerOfDiff(diff),
    lines: [...bounded(diff.names, LINES_A_SUBJECT, line), ...diff.notes.map(visible)]
  }
}

/** A diff as a part of a page. */
export function diffBlocks(diff: Diff): Block[] {
  const { names, first, second, notes } = diff
  const below = [...(names.length === 0 ? [answerOfDiff(diff)] : []), ...notes]
  const rows = names.map(one => () => [named(one.name), resultOf(one, diff, prose, code)])
  return [
    ...table(`Diff ${side(first)} → ${side(second)}`, ['Name', 'Result'], rows),
    whole(['', ...below.map(text => `${prose(shortened(text, LONGEST))}  `)])
  ]
}

const side = (name: string): string => shortened(name, LONGEST)

type Write = (text: string) => string

/** `different: host db-dev → db, password; prod: not in Vault yet`. */
function resultOf({ state, keys, notes }: NameDiff, diff: Diff, say: Write, quote: Write): string {
  const differing = keys.map(one => keyOf(one, quote)).join(', ')
  const about = notes.map(note => say(shortened(note, LONGEST)))
  return [[say(wordFor(state, diff)), differing].filter(Boolean).join(': '), ...about].join('; ')
}

function keyOf({ key, first, second }: DifferingKey, quote: Write): string {
  if (first === undefined && second === undefined) return quote(key)
  const [was, becomes] = [first, second].map(text => (text === undefined ? 'not shown' : quote(text)))
  return `${quote(key)} ${was} → ${becomes}`
}
