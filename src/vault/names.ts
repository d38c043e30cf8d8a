import * as z from 'zod/mini'
import { OWN_FOLDER } from './paths.ts'

/** The rules for names, wherever they come from: a manifest that was reviewed, or a record that anybody may have written. */

/** Longer ones are mistakes or attacks: no pattern is tried on them. */
const short = z.maxLength(512, { abort: true })

/** A mount, as the manifest names it. None of its characters is special in a policy, a URL or a shell. */
export const vaultPath = z.string().check(
  short,
  z.regex(/^[A-Za-z0-9_][A-Za-z0-9_.-]*(\/[A-Za-z0-9_][A-Za-z0-9_.-]*)*$/, {
    error: 'is not a path in Vault; use letters, digits, `_`, `-` and `.`, with a single `/` between segments'
  })
)

/** A folder of secrets below a mount: Airflow may read all of it, so the records of this action are never in it. */
export const secretFolder = vaultPath.check(
  z.regex(/^(?!.*\.\.)/, { error: 'has two dots in a row; write one' }),
  z.regex(new RegExp(`^(?!${OWN_FOLDER}(/|$))`), {
    error: `must not be in ${OWN_FOLDER}, where this action keeps its records`
  })
)

/** A role or a policy. */
export const vaultName = z.string().check(
  short,
  z.regex(/^[a-z0-9_]([a-z0-9_.-]*[a-z0-9_])?$/, {
    error: 'is not a name that Vault keeps unchanged; use lower-case letters, digits, `_`, `-` and `.`'
  })
)

/** The name of a manifest. */
export const manifestName = z
  .string()
  .check(z.regex(/^[a-z0-9][a-z0-9-]{0,62}$/, { error: 'must consist of at most 63 lower-case letters, digits and `-`' }))
