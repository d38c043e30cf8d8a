import { z } from 'zod'
import type { Named, Source } from './source.ts'

/** The spellings of a source, once for both places: fields write them as they are, leaves of `json:` with `$` before each word. */

const options = {
  'allow-empty': z.boolean().optional().describe('Take an absent or empty value as the empty text. Default: false.'),
  trim: z.boolean().optional().describe('Take white space at both ends away. Default: false.')
}
const vaultPath = z.string().regex(/^[^/\s]([^\s]*[^/\s])?$/, { message: 'is a path without / at its ends' })

/** Names of alphabets that are longer than their names. */
const ALPHABETS: Readonly<Record<string, string>> = {
  alphanumeric: 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789',
  hex: '0123456789abcdef',
  digits: '0123456789'
}

const env = z
  .strictObject({
    env: z
      .string()
      .regex(/^[A-Za-z_][A-Za-z0-9_]*$/, { message: 'is not the name of an environment variable' })
      .describe('Name of the environment variable of the step that holds the value.'),
    ...options
  })
  .meta({ id: 'env', description: 'A value from the environment of the step, usually a GitHub secret.' })
const file = z
  .strictObject({
    file: z.string().min(1).describe('Path of the file, from the folder of the manifest.'),
    as: z
      .enum(['text', 'json', 'base64'])
      .optional()
      .describe(
        '`text` is UTF-8 as it is; `json` must be JSON, and is its structure inside json and extra; `base64` is made of any bytes. Default: text.'
      ),
    ...options
  })
  .meta({ id: 'file', description: 'The content of a file, such as one that an earlier step wrote.' })
const vault = z
  .strictObject({
    vault: z
      .strictObject({
        mount: vaultPath.optional().describe('KV version 2 mount. Default: vault.mount.'),
        path: vaultPath.describe('Path of the secret below the mount.'),
        key: z.string().min(1).describe('Key inside the secret; its value must be a text.')
      })
      .describe('Where the other secret lies.'),
    ...options
  })
  .meta({ id: 'vault', description: 'A value of another secret in Vault, read with the login of the step.' })
const sops = z
  .strictObject({
    sops: z
      .strictObject({
        file: z.string().min(1).describe('Encrypted file, from the folder of the manifest.'),
        key: z.string().min(1).describe('Key inside it; dots between the keys of nested mappings.')
      })
      .describe('Where the value lies in an encrypted file.'),
    ...options
  })
  .meta({
    id: 'sops',
    description: 'A value of a file that `sops`, on PATH of the step, decrypts with the keys that it finds there.'
  })
const generate = z
  .strictObject({
    generate: z
      .strictObject({
        length: z.int().min(8).max(1024).default(32).describe('Characters.'),
        alphabet: z
          .string()
          .min(2)
          .default('alphanumeric')
          .describe('`alphanumeric`, `hex`, `digits`, or the characters themselves.'),
        rotate: z
          .union([z.string(), z.number()])
          .optional()
          .describe('Any text or number; another one asks for a new value, once. Default: none.')
      })
      .describe('How the value is drawn; `{}` takes the defaults.')
  })
  .meta({ id: 'generate', description: 'A random value, made once and kept.' })
const command = z
  .strictObject({
    command: z
      .array(z.string())
      .min(1)
      .describe('Program and arguments; what it prints is the value, without the line end. Needs the input allow-commands.'),
    ...options
  })
  .meta({ id: 'command', description: 'What a program prints, such as the client of another secret store.' })

/** The shapes of a source at field level. */
export const SOURCES = [env, file, vault, sops, generate, command] as const

export type RawSource = z.output<(typeof SOURCES)[number]>

/** The word that each of them has. */
export const WORDS = ['env', 'file', 'vault', 'sops', 'generate', 'command'] as const

/** The same shapes as leaves. */
const marked = (shape: z.core.$ZodShape) => Object.fromEntries(Object.entries(shape).map(([key, type]) => [`$${key}`, type]))
const LEAVES = new Map(SOURCES.map((source, index) => [WORDS[index], z.strictObject(marked(source.shape))]))

/** Why a node is no source: in a sentence, or by what zod says of its schema. */
export type NoSource = { readonly problem: string } | { readonly issues: readonly z.core.$ZodIssue[]; readonly schema: z.ZodType }

/** The source that a node of `json:` or `extra:` names, or why it is none; undefined for plain data. */
export function leafSource(node: unknown): Named | NoSource | undefined {
  if (typeof node !== 'object' || node === null || Array.isArray(node)) return undefined
  const [word, ...more] = WORDS.filter(name => `$${name}` in node)
  const schema = LEAVES.get(word)
  if (schema === undefined) return undefined
  if (more.length > 0) return { problem: `\`$${word}\` and \`$${more[0]}\` exclude each other` }
  const stray = Object.keys(node).find(key => !key.startsWith('$'))
  if (stray !== undefined) return { problem: `\`$${word}\` stands alone; "${stray}" does not belong beside it` }
  const parsed = schema.safeParse(node)
  if (!parsed.success) return { issues: parsed.error.issues, schema }
  return namedFrom(Object.fromEntries(Object.entries(parsed.data).map(([key, value]) => [key.slice(1), value])) as RawSource)
}

export function namedFrom(raw: RawSource): Named {
  const given = raw as { 'allow-empty'?: boolean | undefined; trim?: boolean | undefined }
  return { source: sourceFrom(raw), allowEmpty: given['allow-empty'] ?? false, trim: given.trim ?? false }
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

/** The other way round: a source as it stands in a manifest. */
export function writtenFrom({ source, allowEmpty, trim }: Named): object {
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
