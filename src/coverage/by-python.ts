import { tmpdir } from 'node:os'
import * as z from 'zod/mini'
import { run } from '../base/process.ts'
import { PYTHON_SCRIPT } from './python-script.ts'
import type { Found } from './use.ts'

/** Some 20 MB of sources on a slow runner. */
const LIMIT_SECONDS = 20

const use = z.object({
  kind: z.enum(['variable', 'connection']),
  name: z.nullable(z.string()),
  line: z.number(),
  need: z.enum(['required', 'optional', 'set'])
})
const literal = z.object({ text: z.string(), line: z.number(), endLine: z.number() })
const found = z.object({ uses: z.array(use), templates: z.array(literal) })
const answer = z.array(z.nullable(found))

/**
 * What Python sources (line ends `\n`) ask for, found by the parser of the `python3` on PATH, in order; undefined where that
 * refuses a source. Throws if there is no such Python, and if it fails. The child sees no more than PATH and HOME, and none of
 * the sources is run or imported.
 */
export async function findByPython(
  sources: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
  signal: AbortSignal
): Promise<(Found | undefined)[]> {
  const { PATH = '', HOME = '' } = environment
  const done = await run({
    program: 'python3',
    args: ['-I', '-S', '-W', 'ignore', '-c', PYTHON_SCRIPT],
    cwd: tmpdir(),
    environment: { PATH, HOME },
    limitSeconds: LIMIT_SECONDS,
    signal,
    input: JSON.stringify(sources)
  })
  if (done.exitCode !== 0) throw new Error(`python3 ended with ${done.exitCode}`)
  return answer.parse(JSON.parse(done.stdout)).map(each => each ?? undefined)
}
