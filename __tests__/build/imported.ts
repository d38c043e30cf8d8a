import type { Connection } from '../../src/airflow/connection.ts'
import { readForeign } from '../../src/imports/detect.ts'
import type { Found } from '../../src/imports/findings.ts'

/** What a file says, with its values in sight. */
export function seen({ variables, connections, problems, warnings }: Found) {
  const said = (remarks: Found['problems']) => remarks.map(({ line, message }) => `${line}: ${message}`)
  return {
    variables: Object.fromEntries([...variables].map(([key, { value }]) => [key, value.reveal()])),
    connections: Object.fromEntries<Connection>([...connections].map(([id, { value }]) => [id, value.reveal()])),
    problems: said(problems),
    warnings: said(warnings)
  }
}

/** The same of a text; `file` is its name, where that matters. */
export const read = (text: string, file = 'export') => seen(readForeign(text, file))
