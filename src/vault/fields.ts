import type { Envelope } from './client.ts'
import type { RoleFields } from './port.ts'

/** The fields of an answer. Drops values such as null, which a plan cannot compare. */
export const fieldsOf = (data: NonNullable<Envelope['data']>): RoleFields =>
  Object.fromEntries(Object.entries(data).filter(([, value]) => isField(value))) as RoleFields

const isField = (value: unknown): boolean =>
  ['string', 'number', 'boolean'].includes(typeof value) || (typeof value === 'object' && value !== null)
