/**
 * `npm run messages`: prints every sentence that the action can say to somebody, by file, to be read as a whole; then what action.yml
 * says. What is put in stands as `<name>`. With `--check` it prints nothing unless a phrase that docs/style.md bans is among them,
 * and ends 1 then.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { load } from 'js-yaml'
import { bannedIn } from './messages/banned.mjs'
import { sentencesOf } from './messages/sentences.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))
const read = (/** @type {string} */ file) => readFileSync(join(root, file), 'utf8')

/** @returns {(readonly [file: string, sentences: readonly string[]])[]} */
function everything() {
  const sources = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
    .filter(file => file.endsWith('.ts'))
    .map(file => `src/${file.replaceAll('\\', '/')}`)
    .sort()
  const described = /** @type {const} */ (['action.yml', descriptions()])
  return [...sources.map(file => /** @type {const} */ ([file, sentencesOf(read(file))])), described]
}

/** @returns {string[]} */
function descriptions() {
  /** @typedef {Record<string, { description: string }>} Described */
  const action = /** @type {{ description: string, inputs: Described, outputs: Described }} */ (load(read('action.yml')))
  const { description, inputs, outputs } = action
  // An input and an output may have one name.
  const fields = [inputs, outputs].flatMap(described => Object.values(described))
  return [description, ...fields.map(({ description }) => description)].map(text => text.replaceAll(/\s+/g, ' ').trim())
}

const all = everything().filter(([, sentences]) => sentences.length > 0)
if (process.argv.includes('--check')) {
  const banned = bannedIn(read('docs/style.md'))
  const found = all.flatMap(([file, sentences]) =>
    sentences.flatMap(sentence => banned(sentence).map(({ not, but }) => `${file}: "${not}" (${but}): ${sentence}`))
  )
  for (const line of found) console.error(line)
  process.exitCode = found.length === 0 ? 0 : 1
} else for (const [file, sentences] of all) console.log(`${file}\n${sentences.map(line => `  ${line}\n`).join('')}`)
