import { availableParallelism } from 'node:os'
import { cacheFolder, duration, exists, folderOf, say } from './cache.mjs'

/** @typedef {(install?: import('./cache.mjs').Install) => Promise<string>} Locate */

/**
 * Gets several real parts, and says first what is missing and how long that takes. What is compiled comes one after the other,
 * for each compiler takes all cores; what is downloaded comes meanwhile.
 *
 * @param {Locate[]} parts
 * @returns {Promise<string[]>} their paths
 */
export async function getParts(parts) {
  const wanted = await Promise.all(parts.map(async locate => ({ locate, missing: await missingPart(locate) })))
  const missing = wanted.flatMap(part => part.missing ?? [])
  if (missing.length > 0) {
    const names = missing.map(({ title }) => title).join(', ')
    say(`Missing here and built once, in about ${duration(forecast(missing))}: ${names}; kept in ${cacheFolder()}`)
  }
  const inOrder = async (/** @type {boolean} */ compiled) => {
    for (const { locate, missing } of wanted) if (missing !== undefined && isCompiled(missing) === compiled) await locate()
  }
  await Promise.all([inOrder(true), inOrder(false)])
  return Promise.all(parts.map(locate => locate()))
}

/**
 * @param {Locate} locate
 * @returns {Promise<import('./cache.mjs').Part | undefined>}
 */
async function missingPart(locate) {
  /** @type {import('./cache.mjs').Part | undefined} */
  let missing
  await locate(async part => {
    const folder = await folderOf(part)
    if (!(await exists(folder))) missing = part
    return folder
  })
  return missing
}

/** @param {import('./cache.mjs').Part} part */
const isCompiled = part => part.from === 'its Go module'

/**
 * @param {import('./cache.mjs').Part[]} parts
 * @returns {number} seconds on this machine; more than four cores have nothing to do
 */
function forecast(parts) {
  return (parts.reduce((sum, { takes }) => sum + takes, 0) * 2) / Math.min(availableParallelism(), 4)
}
