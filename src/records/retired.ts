import type { Access } from '../identity/identity.ts'
import { type Retired, sameCredential } from './consumer.ts'

/** The list with these as well. A login that was there already begins its time again. */
export const retiring = (list: readonly Retired[], more: readonly Retired[]): readonly Retired[] => [
  ...list.filter(one => !more.some(other => sameCredential(one, other))),
  ...more
]

/** Role and place as one text, to tell logins apart that have no id. */
export const placeOf = ({ kind, authMount, role, mount, variablesPath, connectionsPath }: Access): string =>
  `${kind} ${authMount}/${role} ${mount}/${variablesPath} ${mount}/${connectionsPath}`
