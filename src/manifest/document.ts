import { type Document, isMap, isScalar, LineCounter, parseDocument, visit } from 'yaml'
import { type Problem, Problems } from '../errors.ts'

/** A YAML file as data, with the places where its parts stand. */
export interface ManifestDocument {
  readonly data: unknown
  /** The mistake `message` about the value at `path`, with file, line and column. */
  problemAt(path: readonly string[], message: string): Problem
  /** Keys that stand twice in one mapping, where YAML would silently take the last. */
  readonly duplicates: readonly (readonly string[])[]
}

/** Parses YAML; throws `Problems` with every place that is none. */
export function parseManifest(text: string, file: string): ManifestDocument {
  const lines = new LineCounter()
  // Without the check for equal keys, which compares each with each; `duplicateKeys` does it in one pass.
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: false })
  const placeOf = (offset: number) => {
    const { line, col } = lines.linePos(offset)
    return { file, line, column: col }
  }
  const broken = document.errors.map(error => ({
    message: error.message.split('\n')[0]?.replace(/ at line \d+, column \d+:?$/, '') ?? 'is not YAML',
    ...placeOf(error.pos[0])
  }))
  if (broken.length > 0) throw new Problems(broken)
  return {
    data: document.toJS(),
    duplicates: duplicateKeys(document),
    problemAt: (path, message) => ({
      message: `${path.length === 0 ? 'the manifest' : path.join('.')} ${message}`,
      ...placeOf(offsetOf(document, path))
    })
  }
}

/** Where the value at `path` stands, or the nearest thing above it that is there. */
function offsetOf(document: Document.Parsed, path: readonly string[]): number {
  for (let depth = path.length; depth > 0; depth--) {
    const parent = document.getIn(path.slice(0, depth - 1), true) ?? document.contents
    if (!isMap(parent)) continue
    const pair = parent.items.find(item => isScalar(item.key) && String(item.key.value) === path[depth - 1])
    const key = pair?.key
    if (isScalar(key) && key.range) return key.range[0]
  }
  return document.contents?.range?.[0] ?? 0
}

function duplicateKeys(document: Document.Parsed): string[][] {
  const found: string[][] = []
  visit(document, {
    Map(_, map, ancestors) {
      const seen = new Set<string>()
      for (const { key } of map.items) {
        const name = String(isScalar(key) ? key.value : key)
        const above = ancestors.flatMap(node => ('key' in node && isScalar(node.key) ? [String(node.key.value)] : []))
        if (seen.has(name)) found.push([...above, name])
        seen.add(name)
      }
    }
  })
  return found
}
