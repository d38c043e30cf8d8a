import * as z from 'zod/mini'
import { asciiJson } from '../airflow/json.ts'
import { argument } from '../base/schema.ts'
import { OWN_FOLDER } from '../vault/paths.ts'
import type { NamedSource, Source } from './source.ts'

/** How a source is spelled: in fields as it is here, in leaves of `json:` with `$` before each key. */

const DATE = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/
/** JavaScript takes February 30 for March 1. */
const isDate = (text: string) => DATE.test(text) && new Date(text).toISOString().startsWith(text)

const reminders = {
  expires: z
    .optional(z.string().check(z.refine(isDate, { error: 'must be a date such as 2027-01-31' })))
    .check(z.describe('Date on which the value stops working. Runs remind of it from 30 days before. Default: none.')),
  owner: z
    .optional(z.string().check(z.minLength(1)))
    .check(z.describe('Who replaces the value then, for that reminder. Default: none.'))
}

const options = {
  'allow-empty': z
    .optional(z.boolean())
    .check(z.describe('Treats an absent or empty value as empty text instead of an error. Default: false.')),
  trim: z.optional(z.boolean()).check(z.describe('Removes white space at both ends. Default: false.')),
  ...reminders
}
/** Segments separated by `/`. An empty one, `.` or `..` would lead elsewhere. */
const vaultPath = z.string().check(
  z.regex(/^(?!\.{1,2}(\/|$))[^\s/]+(\/(?!\.{1,2}(\/|$))[^\s/]+)*$/, {
    error: 'is not a path in Vault; write it without spaces and without a leading or trailing /'
  })
)
/** Whoever may change the manifest would read what this action keeps for all others, such as the values that it has generated. */
const foreignPath = vaultPath.check(
  z.refine(path => path.split('/')[0] !== OWN_FOLDER, {
    error: `is in ${OWN_FOLDER}, where this action keeps its records; no value can come from there`
  })
)
const given = z.string().check(z.minLength(1))

/** The alphabets that have names. */
export const ALPHABETS: Readonly<Record<string, string>> = {
  alphanumeric: 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789',
  hex: '0123456789abcdef',
  digits: '0123456789'
}

const env = z
  .strictObject({
    env: z
      .string()
      .check(
        z.regex(/^[A-Za-z_][A-Za-z0-9_]*$/, { error: 'is not the name of an environment variable' }),
        z.describe('Environment variable of the step that holds the value.')
      ),
    ...options
  })
  .register(z.globalRegistry, { id: 'env', description: 'A value from the environment of the step, usually a GitHub secret.' })
const file = z
  .strictObject({
    file: given.check(z.describe('Path of the file, relative to the manifest.')),
    as: z
      .optional(z.enum(['text', 'json', 'base64']))
      .check(
        z.describe(
          'How to read the file: `text` takes its UTF-8 text as is; `json` checks that it is JSON, and inside `json` and `extra` takes its structure; `base64` encodes its bytes, whatever they are. Default: text.'
        )
      ),
    ...options
  })
  .register(z.globalRegistry, { id: 'file', description: 'The content of a file, such as one that an earlier step wrote.' })
const vault = z
  .strictObject({
    vault: z
      .strictObject({
        mount: z.optional(vaultPath).check(z.describe('KV version 2 mount. Default: `vault.mount`.')),
        path: foreignPath.check(z.describe('Path of the secret on the mount.')),
        key: given.check(z.describe('Key of the secret. Its value must be a string.'))
      })
      .check(z.describe('The other secret.')),
    ...options
  })
  .register(z.globalRegistry, {
    id: 'vault',
    description: 'A value of another secret in Vault, read with the login of the run.'
  })
const sops = z
  .strictObject({
    sops: z
      .strictObject({
        file: argument.check(z.describe('Path of the encrypted file, relative to the manifest.')),
        key: given.check(z.describe('Key in the decrypted file, with dots between the keys of nested mappings.'))
      })
      .check(z.describe('The encrypted file and the key in it.')),
    ...options
  })
  .register(z.globalRegistry, {
    id: 'sops',
    description: 'A value from an encrypted file. `sops` must be on the PATH of the step, which must have the keys.'
  })
const generate = z
  .strictObject({
    generate: z
      .strictObject({
        length: z._default(z.int().check(z.minimum(8), z.maximum(1024)), 32).check(z.describe('Number of characters.')),
        alphabet: z
          ._default(
            z.string().check(
              z.minLength(2),
              // By code points, as they are drawn. Shorter text has been reported already.
              z.refine(text => text.length < 2 || new Set(text).size >= 2, {
                error: 'must have at least two different characters'
              })
            ),
            'alphanumeric'
          )
          .check(z.describe('Characters to draw from: `alphanumeric`, `hex`, `digits`, or the characters themselves.')),
        rotate: z
          .optional(z.union([z.string().check(z.maxLength(256)), z.number()]))
          .check(
            z.describe('Any number, or text of at most 256 characters. Changing it generates a new value, once. Default: none.')
          )
      })
      .check(z.describe('How to generate the value. `{}` takes the defaults.')),
    ...reminders
  })
  .register(z.globalRegistry, { id: 'generate', description: 'A random value, generated once and kept in Vault.' })
const command = z
  .strictObject({
    command: z
      .array(z.string())
      .check(
        z.minLength(1),
        z.describe(
          'Program and arguments. The value is what the program prints, without the final line break. Requires the input `allow-commands`.'
        )
      ),
    ...options
  })
  .register(z.globalRegistry, {
    id: 'command',
    description: 'The output of a program, such as the client of another secret store.'
  })

/** The shapes of a source at field level. */
export const SOURCES = [env, file, vault, sops, generate, command] as const

export type RawSource = z.output<(typeof SOURCES)[number]>

/** The key that marks each of them. */
export const WORDS = ['env', 'file', 'vault', 'sops', 'generate', 'command'] as const

/** The same shapes as leaves, built when the first of each is met: most manifests have none. */
const leaves = new Map<(typeof WORDS)[number], z.ZodMiniType<object>>()

function leafOf(word: (typeof WORDS)[number]) {
  const known = leaves.get(word)
  if (known !== undefined) return known
  const shape: z.core.$ZodShape = SOURCES[WORDS.indexOf(word)]?.shape ?? {}
  const leaf = z.strictObject(Object.fromEntries(Object.entries(shape).map(([key, type]) => [`$${key}`, type])))
  leaves.set(word, leaf)
  return leaf
}

/** Why a node is not a source: a sentence, or the issues that zod found. */
export type NoSource =
  | { readonly problem: string }
  | { readonly issues: readonly z.core.$ZodIssue[]; readonly schema: z.core.$ZodType }

/** The source that a node of `json:` or `extra:` names, or why it names none; undefined for plain data. */
export function leafSource(node: unknown): NamedSource | NoSource | undefined {
  if (typeof node !== 'object' || node === null || Array.isArray(node)) return undefined
  const [word, ...more] = WORDS.filter(name => `$${name}` in node)
  if (word === undefined) return undefined
  if (more.length > 0) return { problem: `has both \`$${word}\` and \`$${more[0]}\`; remove one of them` }
  const stray = Object.keys(node).find(key => !key.startsWith('$'))
  if (stray !== undefined) return { problem: `has ${asciiJson(stray)} next to \`$${word}\`, where every key begins with \`$\`` }
  const schema = leafOf(word)
  const parsed = schema.safeParse(node, { reportInput: true })
  if (!parsed.success) return { issues: parsed.error.issues, schema }
  return namedSource(Object.fromEntries(Object.entries(parsed.data).map(([key, value]) => [key.slice(1), value])) as RawSource)
}

export function namedSource(raw: RawSource): NamedSource {
  const given = raw as { 'allow-empty'?: boolean | undefined; trim?: boolean | undefined }
  const { expires, owner } = raw
  const reminder = expires === undefined ? {} : { reminder: { expires, ...(owner === undefined ? {} : { owner }) } }
  return { source: sourceFrom(raw), allowEmpty: given['allow-empty'] ?? false, trim: given.trim ?? false, ...reminder }
}

function sourceFrom(raw: RawSource): Source {
  if ('env' in raw) return { from: 'env', name: raw.env }
  if ('file' in raw) return { from: 'file', path: raw.file, as: raw.as ?? 'text' }
  if ('vault' in raw) {
    const { mount, path, key } = raw.vault
    return { from: 'vault', ...(mount === undefined ? {} : { mount }), path, key }
  }
  if ('sops' in raw) return { from: 'sops', ...raw.sops }
  if ('command' in raw) return { from: 'command', argv: raw.command }
  const { length, alphabet, rotate } = raw.generate
  return { from: 'generate', length, alphabet: ALPHABETS[alphabet] ?? alphabet, rotate: String(rotate ?? '') }
}
