/**
 * `npm test`: everything, one after the other, and at the end one line with the count: types, lint, the committed bundle,
 * and all tests (unit, tools, end to end on the real parts). Exit code 0 only if all of it is well.
 */
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const bin = (/** @type {string} */ name) => join(root, 'node_modules', '.bin', name)

const checks = [
  check('types', bin('tsc')),
  check('lint', bin('biome'), 'check', '.'),
  check('walls between the rooms of src', 'npm', 'run', '--silent', 'walls'),
  check('patterns are linear', 'npm', 'run', '--silent', 'patterns'),
  check('generated tables and schema', 'npm', 'run', '--silent', 'readme', '--', '--check'),
  check('no banned phrase among the messages', process.execPath, 'tools/messages.mjs', '--check'),
  { name: 'bundle is up to date', passed: sameBundle() },
  check('real parts are installed', process.execPath, 'tools/real-parts.mjs')
]
const folder = mkdtempSync(join(tmpdir(), 'npm-test-'))
// Root runs some tests as nobody, who must get through here to what is readable.
chmodSync(folder, 0o711)
const tests = jest()
checks.push(nothingLeft())
const passed = checks.filter(({ passed }) => passed).length + tests.passed
const failed = checks.filter(({ passed }) => !passed).length + tests.failed
for (const { name, passed } of checks) console.log(`${passed ? 'ok' : 'FAILED'}  ${name}`)
console.log(`on Node ${process.versions.node}`)
console.log(`${passed} passed, ${failed} failed`)
process.exitCode = failed === 0 ? 0 : 1

function check(/** @type {string} */ name, /** @type {string} */ program, /** @type {string[]} */ ...args) {
  console.log(`\n── ${name} ──`)
  return { name, passed: spawnSync(program, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] }).status === 0 }
}

/** Builds the bundle anew and compares it, byte for byte, with the one that is committed. */
function sameBundle() {
  const before = digest()
  const built = check('bundle is up to date', 'npm', 'run', '--silent', 'bundle').passed
  const same = digest() === before
  if (built && !same) console.log('dist/ is not what src/ gives: it has been rebuilt just now, commit it.')
  return built && same
}

function digest() {
  const hash = createHash('sha256')
  for (const file of readdirSync(join(root, 'dist')).sort())
    hash.update(`${file}\0`).update(readFileSync(join(root, 'dist', file)))
  return hash.digest('hex')
}

/** Jest's own counts; a test file that cannot even be loaded counts as one that failed. */
function jest() {
  const results = join(folder, 'results.json')
  // Where tests and tools make their folders.
  process.env['TMPDIR'] = join(folder, 'temporary')
  mkdirSync(process.env['TMPDIR'])
  process.env['NODE_COMPILE_CACHE'] = join(root, 'node_modules', '.cache', 'compiled')
  check('tests', 'npm', 'run', '--silent', 'jest', '--', '--json', `--outputFile=${results}`, '--silent=false')
  try {
    const { numPassedTests, numFailedTests, numRuntimeErrorTestSuites } = JSON.parse(readFileSync(results, 'utf8'))
    return { passed: numPassedTests, failed: numFailedTests + numRuntimeErrorTestSuites }
  } catch {
    return { passed: 0, failed: 1 }
  }
}

/** Whoever makes a folder removes it. */
function nothingLeft() {
  const left = readdirSync(join(folder, 'temporary'))
  for (const name of left) console.log(`left behind among the temporary files: ${name}`)
  rmSync(folder, { recursive: true, force: true })
  return { name: 'nothing is left behind', passed: left.length === 0 }
}
