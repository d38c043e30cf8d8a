import { Mapping, Plain, type Tree } from './tree.ts'

/** Compact JSON text that keeps every digit of a number; undefined if something in it is not JSON, such as a date or 0x1F. */
export function jsonText(tree: Tree): string | undefined {
  if (tree === null) return 'null'
  if (typeof tree === 'string') return JSON.stringify(tree)
  if (tree instanceof Plain) return plainJson(tree.source)
  const [open, close] = tree instanceof Mapping ? ['{', '}'] : ['[', ']']
  const inside =
    tree instanceof Mapping
      ? tree.pairs.map(({ key, value }) => prefixed(`${JSON.stringify(key)}:`, jsonText(value)))
      : tree.map(jsonText)
  return inside.includes(undefined) ? undefined : `${open}${inside.join(',')}${close}`
}

const prefixed = (prefix: string, text: string | undefined) => (text === undefined ? undefined : prefix + text)

function plainJson(source: string): string | undefined {
  if (/^(yes|true|on)$/i.test(source)) return 'true'
  if (/^(no|false|off)$/i.test(source)) return 'false'
  // Python writes and reads the last two.
  return /^(-?(0|[1-9]\d*)(\.\d+)?(e[-+]?\d+)?|NaN|-?Infinity)$/i.test(source) ? source : undefined
}
