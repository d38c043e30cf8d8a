import type { RoleFields } from '../vault/port.ts'

type Field = RoleFields[string] | undefined

/** The fields in `wanted` that a role, or an auth method, has otherwise, by name. */
export const differingFields = (there: RoleFields, wanted: RoleFields): string[] =>
  Object.keys(wanted).filter(name => textOf(there[name], wanted[name]) !== textOf(wanted[name], wanted[name]))

/** A field for a person, and to compare; `like`: one of the same type. */
export function textOf(value: Field, like: Field = value): string {
  if (typeof value !== 'object' || Array.isArray(value)) return String(value ?? unsaid(like))
  const parts = Object.entries(value).map(([key, part]) => `${key} = ${part}`)
  return parts.sort().join(', ')
}

/** A number that the server does not mention is 0. */
export const unsaid = (like: Field) => (typeof like === 'number' ? 0 : '')
