import * as z from 'zod/mini'
import { OWN_FOLDER } from './paths.ts'

/** The rules for names, whoever says them: a manifest that was reviewed, or a record that anybody may have written. */

/** Longer ones are mistakes, or meant to do harm: no pattern is tried on them. */
const short = z.maxLength(512, { abort: true })

/** A mount, as the manifest names it: nothing in it means anything to a policy, a URL or a shell. */
export const vaultPath = z.string().check(
  short,
  z.regex(/^[A-Za-z0-9_][A-Za-z0-9_.-]*(\/[A-Za-z0-9_][A-Za-z0-9_.-]*)*$/, {
    error: 'is not a path in Vault; write segments of letters, digits, `_`, `-` and `.`, with `/` between them only'
  })
)

/** A folder of secrets below a mount: Airflow may read all of it, so the records of this action are never in it. */
export const secretFolder = vaultPath.check(
  z.regex(/^(?!.*\.\.)/, { error: 'has two dots in a row; write one' }),
  z.regex(new RegExp(`^(?!${OWN_FOLDER}(/|$))`), {
    error: `must not lie in ${OWN_FOLDER}, where this action keeps its records`
  })
)

/** A role or a policy. */
export const vaultName = z.string().check(
  short,
  z.regex(/^[a-z0-9_]([a-z0-9_.-]*[a-z0-9_])?$/, {
    error: 'is not a name that Vault keeps as written; use lower-case letters, digits, `_`, `-` and `.`'
  })
)

/** What a manifest calls itself. */
export const manifestName = z
  .string()
  .check(z.regex(/^[a-z0-9][a-z0-9-]{0,62}$/, { error: 'must be lower-case letters, digits and `-`, at most 63' }))
