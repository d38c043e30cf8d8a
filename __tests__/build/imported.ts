import type { Imported } from '../../src/imports/collector.ts'
import { readForeign } from '../../src/imports/detect.ts'

/** What a file says, with its values in sight. */
export function seen({ definitions, problems, warnings }: Imported) {
  const said = (findings: Imported['problems']) => findings.map(({ place, message }) => `${place?.line}: ${message}`)
  return {
    variables: Object.fromEntries(
      definitions.flatMap(one => (one.kind === 'variable' ? [[one.name, one.text.reveal()] as const] : []))
    ),
    connections: Object.fromEntries(
      definitions.flatMap(one => (one.kind === 'connection' ? [[one.name, one.connection.reveal()] as const] : []))
    ),
    problems: said(problems),
    warnings: said(warnings)
  }
}

/** The same of a text; `file` is its name, where that matters. */
export const read = (text: string, file = 'export') => seen(readForeign(text, file))
