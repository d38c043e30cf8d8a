/** Where a value comes from. The manifest names the source, never the value. */
export type Source =
  | { readonly from: 'env'; readonly name: string }
  | { readonly from: 'file'; readonly path: string; readonly as: 'text' | 'json' | 'base64' }
  /** Another KV version 2 secret; without `mount`, on the manifest's own mount. */
  | { readonly from: 'vault'; readonly mount?: string; readonly path: string; readonly key: string }
  /** A file that the user's own `sops` decrypts; `key` with dots between its parts. */
  | { readonly from: 'sops'; readonly file: string; readonly key: string }
  /** Generated once and kept; a different `rotate` asks for a new value. */
  | { readonly from: 'generate'; readonly length: number; readonly alphabet: string; readonly rotate: string }
  /** What a program prints, without the final line break. */
  | { readonly from: 'command'; readonly argv: readonly string[] }

/** A source at one place of the manifest. */
export interface NamedSource {
  readonly source: Source
  /** Whether an absent or empty value counts as empty text. */
  readonly allowEmpty: boolean
  /** Whether white space is removed at both ends. */
  readonly trim: boolean
  readonly reminder?: Reminder
}

/** When the value stops working, like 2027-01-31, and who replaces it then. */
export interface Reminder {
  readonly expires: string
  readonly owner?: string
}

/** The name of a source in messages. */
export function nameOf(source: Source): string {
  switch (source.from) {
    case 'env':
      return source.name
    case 'file':
      return `file ${source.path}`
    case 'vault':
      return `key ${source.key} of ${source.mount === undefined ? '' : `${source.mount}/`}${source.path}`
    case 'sops':
      return `${source.key} of ${source.file}`
    case 'generate':
      return 'a generated value'
    case 'command':
      return `command ${source.argv[0]}`
  }
}

/** Equal for sources of the same value, wherever they are named. A generated value belongs to one place, `at`. */
export const keyOf = (source: Source, at: string): string =>
  JSON.stringify(source.from === 'generate' ? [at, source.rotate] : source)
