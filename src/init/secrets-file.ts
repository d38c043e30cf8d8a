import { Secret } from '../base/secret.ts'

/** What `gh secret set -f` reads, and the names whose values it would change on the way. */
export interface SecretsFile {
  readonly text: Secret
  readonly held: readonly string[]
  readonly unfit: readonly string[]
}

/**
 * One `NAME=value` for each value, so that gh's reader (godotenv 1.5.1) gives it back byte for byte. That reader replaces `$NAME` outside
 * single quotes, takes a quote behind a backslash for a part of the value, wherever that is, and strips quotes at both ends of what is
 * quoted. So a value that ends with a backslash, or that needs double quotes and ends with one, cannot be written.
 */
export function secretsFile(values: ReadonlyMap<string, Secret>): SecretsFile {
  const written = [...values].map(([name, value]) => ({ name, line: value.map(lineFor) }))
  const held = written.filter(({ line }) => line.reveal() !== undefined)
  return {
    text: new Secret(held.map(({ name, line }) => `${name}=${line.reveal()}\n`).join('')),
    held: held.map(({ name }) => name),
    unfit: written.filter(one => !held.includes(one)).map(({ name }) => name)
  }
}

/** What follows the name; undefined for what cannot be written. */
function lineFor(text: string): string | undefined {
  if (/^[\w./+=@:,%~^-]+$/.test(text)) return text
  if (!/['\r]|\\$/.test(text)) return `'${text}'`
  if (/["\\]$|\0/.test(text)) return undefined
  return `"${text
    .replace(/[\\"$]/g, '\\$&')
    .replaceAll('\n', '\\n')
    .replaceAll('\r', '\\r')}"`
}
