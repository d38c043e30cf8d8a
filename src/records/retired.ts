import type { Access } from '../identity/identity.ts'
import { type Retired, sameCredential } from './consumer.ts'

/** The list with these added. The time of one that was already in it begins again. */
export const retiring = (list: readonly Retired[], more: readonly Retired[]): readonly Retired[] => [
  ...list.filter(one => !more.some(other => sameCredential(one, other))),
  ...more
]

/** Role and place as one text, to tell apart logins that have no id. */
export const placeOf = ({ kind, authMount, role, mount, variablesPath, connectionsPath }: Access): string =>
  `${kind} ${authMount}/${role} ${mount}/${variablesPath} ${mount}/${connectionsPath}`
