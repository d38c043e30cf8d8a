import { ALPHABETS } from './schema.ts'
import type { NamedSource, Source } from './source.ts'

/** A source as a manifest spells it. */
export function writtenFrom({ source, allowEmpty, trim }: NamedSource): object {
  return { ...shapeOf(source), ...(allowEmpty ? { 'allow-empty': true } : {}), ...(trim ? { trim: true } : {}) }
}

function shapeOf(source: Source): object {
  switch (source.from) {
    case 'env':
      return { env: source.name }
    case 'file':
      return { file: source.path, ...(source.as === 'text' ? {} : { as: source.as }) }
    case 'command':
      return { command: source.argv }
    case 'vault':
    case 'sops': {
      const { from, ...place } = source
      return { [from]: place }
    }
    case 'generate': {
      const { length, alphabet, rotate } = source
      const [name] = Object.entries(ALPHABETS).find(([, characters]) => characters === alphabet) ?? [alphabet]
      return { generate: { length, alphabet: name, ...(rotate === '' ? {} : { rotate }) } }
    }
  }
}
