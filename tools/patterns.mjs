/**
 * `npm run patterns`: whether every regular expression of `src` takes a time that is linear in the text, whatever that is. Two
 * checkers look at each: scslre knows what repeats overlap, recheck builds the automaton; each finds some that the other misses.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { parseSync } from '@swc/core'
import recheck from 'recheck'
import { analyse } from 'scslre'

/** @typedef {{ file: string, pattern: string, flags: string }} Pattern */

const LIMIT_MS = 60_000

/**
 * Why a pattern may be slow; undefined for one that is linear.
 *
 * @param {string} pattern
 * @param {string} flags
 * @returns {Promise<string | undefined>}
 */
export async function whySlow(pattern, flags) {
  const [report] = analyse({ source: pattern, flags }).reports
  if (report !== undefined) {
    const parts = 'quant' in report ? [report.quant] : [report.startQuant, report.endQuant]
    return `scslre: ${parts.map(({ raw }) => raw).join(' and ')} (${report.type})`
  }
  const found = await recheck.check(pattern, flags, { timeout: LIMIT_MS, randomSeed: 1 })
  if (found.status === 'safe') return undefined
  return `recheck: ${found.status === 'vulnerable' ? found.complexity.summary : found.error.kind}`
}

/**
 * The patterns of a module, and how many it makes by `new RegExp`, which only running it shows.
 *
 * @param {string} file
 */
function patternsOf(file) {
  /** @type {Pattern[]} */
  const written = []
  let made = 0
  const walk = (/** @type {any} */ node) => {
    if (typeof node !== 'object' || node === null) return
    if (node.type === 'RegExpLiteral') written.push({ file, pattern: node.pattern, flags: node.flags })
    const callee = node.type === 'NewExpression' || node.type === 'CallExpression' ? node.callee : undefined
    if (callee?.type === 'Identifier' && callee.value === 'RegExp') made++
    for (const child of Object.values(node)) walk(child)
  }
  walk(parseSync(readFileSync(file, 'utf8'), { syntax: 'typescript' }))
  return { file, written, made }
}

/**
 * What a module makes while it is loaded.
 *
 * @param {string} file
 */
async function madeBy(file) {
  /** @type {Pattern[]} */
  const made = []
  const original = globalThis.RegExp
  const note = (/** @type {any[]} */ [pattern, flags = '']) => made.push({ file, pattern: String(pattern), flags })
  const isHere = () => new Error('where').stack?.split('\n').some(line => line.includes(file)) ?? false
  globalThis.RegExp = new Proxy(original, {
    construct(target, args) {
      if (isHere()) note(args)
      return Reflect.construct(target, args)
    },
    apply(target, self, args) {
      if (isHere()) note(args)
      return Reflect.apply(target, self, args)
    }
  })
  // Anew, if another module has brought it along.
  await import(`${pathToFileURL(file).href}?patterns`)
  globalThis.RegExp = original
  return made
}

async function main() {
  const src = fileURLToPath(new URL('../src', import.meta.url))
  const files = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter(file => file.endsWith('.ts'))
  const problems = []
  let count = 0
  for (const { file, written, made } of files.map(name => patternsOf(join(src, name)))) {
    const others = made === 0 ? [] : await madeBy(file)
    if (others.length !== made) problems.push(`${file}: makes a pattern later than when it is loaded; make it then`)
    for (const { pattern, flags } of [...written, ...others]) {
      count++
      const why = await whySlow(pattern, flags)
      if (why !== undefined) problems.push(`${file}: /${pattern}/${flags} is not linear; ${why}`)
    }
  }
  for (const problem of problems) console.log(problem)
  console.log(`${count} patterns, ${problems.length} not linear`)
  process.exitCode = problems.length === 0 ? 0 : 1
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main()
