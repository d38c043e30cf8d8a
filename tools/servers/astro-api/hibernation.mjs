import { ApiError } from './errors.mjs'

/** @typedef {{ isHibernating: boolean, overrideUntil?: string }} Override */

/**
 * What overrides the schedule of hibernation, or a refusal.
 *
 * @param {any} body
 * @param {import('./deployments.mjs').Fields} fields
 * @returns {Override}
 */
export function overrideFrom(body, { isDevelopmentMode }) {
  if (!isDevelopmentMode) throw new ApiError(400, 'Only development Deployments can hibernate')
  const { isHibernating, overrideUntil } = body ?? {}
  if (typeof isHibernating !== 'boolean') throw new ApiError(400, 'isHibernating must be a boolean')
  if ((overrideUntil ?? null) === null) return { isHibernating }
  if (!(Date.parse(overrideUntil) > Date.now())) throw new ApiError(400, 'overrideUntil must be a time in the future')
  // It knows whole seconds.
  return { isHibernating, overrideUntil: `${new Date(overrideUntil).toISOString().slice(0, 19)}Z` }
}

/** @param {Override | undefined} override */
export const isActive = override =>
  override !== undefined && (override.overrideUntil === undefined || Date.parse(override.overrideUntil) > Date.now())
