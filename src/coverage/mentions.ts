import { isPython } from './files.ts'

/** Those of `names` that occur as a whole string: in a list to loop over, or as an argument of the project's own functions. */
export function mentionsIn(path: string, text: string, names: ReadonlySet<string>): string[] {
  const code = text
    .split('\n')
    .filter(line => !line.trimStart().startsWith('#'))
    .join('\n')
  const words = isPython(path) ? code.matchAll(/(?<=(["']))[\w./-]+(?=\1)/g) : code.matchAll(/[\w./-]+/g)
  return [...words].map(([word]) => word).filter(word => names.has(word))
}
