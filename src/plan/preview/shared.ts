import type { Access } from '../../identity/identity.ts'
import type { Preview } from '../../manifest/preview.ts'
import { conflict, type Plan, planOf, told } from '../plan.ts'

type Places = Pick<Access, 'mount' | 'variablesPath' | 'connectionsPath'>

/**
 * A preview that is not isolated may read what its base reads by the base's record, and nothing that only the checkout says: a pull
 * request could name any folder. `held`: what the base holds; undefined if nothing is recorded. Pure.
 */
export function planShared(
  { name, isolated }: Pick<Preview, 'name' | 'isolated'>,
  asked: Places,
  base: string,
  held: Places | undefined
): Plan<never> {
  if (isolated) return planOf({})
  const subject = `preview ${name}`
  if (held === undefined)
    return told(
      conflict(subject, `may read what ${base} reads, and no record says what that is`, `Run mode \`deploy\` for ${base} first.`)
    )
  if (foldersOf(asked) === foldersOf(held)) return planOf({})
  return told(
    conflict(
      subject,
      `may read what ${base} reads, which is ${foldersOf(held)}, and the manifest says ${foldersOf(asked)}`,
      `Run mode \`deploy\` for ${base} with that manifest first, or undo the change to its folders.`
    )
  )
}

const foldersOf = ({ mount, variablesPath, connectionsPath }: Places): string =>
  `${mount}/${variablesPath} and ${mount}/${connectionsPath}`
