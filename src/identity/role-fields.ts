import type { RoleFields } from '../vault/port.ts'

type Field = RoleFields[string] | undefined

/** The fields in `wanted` that a role has otherwise, by name. */
export const differingFields = (role: RoleFields, wanted: RoleFields): string[] =>
  Object.keys(wanted).filter(name => textOf(role[name], wanted[name]) !== textOf(wanted[name], wanted[name]))

/** A field for a person, and to compare; `like`: one of the same type. */
export const textOf = (value: Field, like: Field): string => String(value ?? unsaid(like))

/** A number that the server does not mention is 0. */
export const unsaid = (like: Field) => (typeof like === 'number' ? 0 : '')
