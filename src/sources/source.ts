/** Where a value comes from that the manifest only names. */
export type Source =
  | { readonly from: 'env'; readonly name: string }
  | { readonly from: 'file'; readonly path: string; readonly as: 'text' | 'json' | 'base64' }
  /** Another KV version 2 secret; without `mount` on the manifest's own. */
  | { readonly from: 'vault'; readonly mount?: string; readonly path: string; readonly key: string }
  /** A file that the user's own `sops` decrypts; `key` with dots between its parts. */
  | { readonly from: 'sops'; readonly file: string; readonly key: string }
  /** Made once and kept; another text in `rotate` asks for a new one. */
  | { readonly from: 'generate'; readonly length: number; readonly alphabet: string; readonly rotate: string }
  /** What a program prints, without the line end. */
  | { readonly from: 'command'; readonly argv: readonly string[] }

/** A source at one place of the manifest. */
export interface NamedSource {
  readonly source: Source
  /** Whether a value that is absent or empty is taken as the empty text. */
  readonly allowEmpty: boolean
  /** Whether white space around it is taken away. */
  readonly trim: boolean
}

/** How a message calls a source. */
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

/** Equal for sources that give the same value, wherever they stand. Generated values are made for one place: `at`. */
export const keyOf = (source: Source, at: string): string =>
  JSON.stringify(source.from === 'generate' ? [at, source.rotate] : source)
