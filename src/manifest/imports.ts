import * as z from 'zod/mini'
import { given, maybe, otherwise } from '../base/schema.ts'
import { NO_PATTERN, PATTERN } from './pattern.ts'
import type { Mistake } from './problems.ts'

/** One entry of `imports:`. */
export const imported = z
  .strictObject({
    file: maybe(given, 'Path of the file, relative to the manifest.'),
    env: maybe(
      z.string().check(z.regex(PATTERN, { error: NO_PATTERN })),
      'Instead of a file, every variable of the environment of the step that begins so: `AIRFLOW_CONN_*`, `AIRFLOW_VAR_*`, or more of a name before the `*`.'
    ),
    rename: otherwise(
      z.record(z.string(), z.string()),
      {},
      'Renames entries: maps a name in the file to its name in Airflow. Names from a `.env` file are in lower case, without `AIRFLOW_CONN_`.'
    )
  })
  .register(z.globalRegistry, {
    id: 'import',
    description: 'A file from Airflow or the astro CLI, whose content determines the format, or a part of the environment.'
  })

/** What an entry must not have together. */
export const importMistakes = (imports: readonly z.output<typeof imported>[]): Mistake[] =>
  imports.flatMap(({ file, env, rename }, index): Mistake[] => {
    const path = ['imports', String(index)]
    const given = ['file', 'env'].map(word => [...path, word])
    if ((file === undefined) === (env === undefined)) return [{ path, message: 'needs exactly one of file and env', given }]
    if (env === undefined || Object.keys(rename).length === 0) return []
    const message = 'works only with `file`; a name that has capitals can be listed under `connections:` or `variables:`'
    return [{ path: [...path, 'rename'], message, given }]
  })
