import { ApiError } from './errors.mjs'

/**
 * @typedef {{ key: string, value: string, isSecret: boolean, updatedAt: string }} Variable
 * @typedef {{ key: string, isSecret: boolean, value: string | undefined }} VariableRequest
 * @typedef {{ added: string[], changed: string[], removed: string[] }} Difference
 * @typedef {'changed' | 'all'} UpdatedAt whose `updatedAt` an update moves: the changed variables' or all of the Deployment's
 */

/**
 * The platform's rule: the list sent replaces the whole list, and only a stored secret may come without its value.
 *
 * @param {Variable[]} stored
 * @param {unknown} sent
 * @param {{ at: string, updatedAt: UpdatedAt }} moment
 * @returns {{ variables: Variable[] } & Difference}
 */
export function replaceVariables(stored, sent, { at, updatedAt }) {
  const before = new Map(stored.map(variable => [variable.key, variable]))
  const requests = requestsFrom(sent)
  /** @type {Difference} */
  const difference = { added: [], changed: [], removed: [] }

  const variables = requests.map(({ key, isSecret, value }) => {
    const old = before.get(key)
    before.delete(key)
    if (value === undefined && !(old?.isSecret && isSecret)) throw new ApiError(400, `Environment variable ${key} needs a value`)
    const next = { key, isSecret, value: value ?? old?.value ?? '', updatedAt: at }
    if (!old) difference.added.push(key)
    else if (old.value !== next.value || old.isSecret !== isSecret) difference.changed.push(key)
    else if (updatedAt === 'changed') next.updatedAt = old.updatedAt
    return next
  })
  difference.removed.push(...before.keys())
  return { variables, ...difference }
}

/**
 * A variable as the API shows it: the value of a secret never leaves the platform.
 *
 * @param {Variable} variable
 */
export function viewVariable({ key, value, isSecret, updatedAt }) {
  return isSecret ? { isSecret, key, updatedAt } : { isSecret, key, updatedAt, value }
}

/**
 * @param {unknown} sent
 * @returns {VariableRequest[]}
 */
function requestsFrom(sent) {
  if (!Array.isArray(sent)) throw new ApiError(400, 'environmentVariables must be a list')
  const keys = new Set()
  return sent.map(request => {
    if (typeof request?.key !== 'string' || request.key === '') throw new ApiError(400, 'Environment variable without a key')
    const { key, isSecret } = request
    const value = request.value ?? undefined
    if (typeof isSecret !== 'boolean') throw new ApiError(400, `Environment variable ${key} needs isSecret`)
    if (value !== undefined && typeof value !== 'string')
      throw new ApiError(400, `Environment variable ${key}: value must be a text`)
    if (keys.has(key)) throw new ApiError(400, `Environment variable ${key} is given twice`)
    keys.add(key)
    return { key, isSecret, value }
  })
}
