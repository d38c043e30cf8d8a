import { statSync } from 'node:fs'
import { join } from 'node:path'
import { Mistakes, UserError } from '../base/errors.ts'
import type { Finding } from '../base/finding.ts'
import { demandBuildSecrets } from './build-secrets.ts'
import { type Cli, complaint } from './cli.ts'
import type { TestRequest } from './port.ts'
import { failuresIn, passedIn, type TestFailure } from './pytest-output.ts'

/** As long as a deploy may take: both build an image. */
const LIMIT_SECONDS = 3_600

/** What `astro dev parse` runs. Without it the CLI says so, checks nothing, and exits with 0. */
const PARSE_TEST = join('.astro', 'test_dag_integrity_default.py')

/** No such file for the CLI, and an empty one for docker: the tests get no variable of a `.env` that nobody asked for. */
export const NO_VARIABLES = '/dev/null'

/** Runs the tests that are asked for; throws unless pytest is known to have run, and all passed. */
export async function test(cli: Cli, request: TestRequest, onLine: (line: string) => void | Promise<void>): Promise<void> {
  await demandBuildSecrets(cli, request.buildSecrets)
  const { projectDir, parse, pytest } = request
  if (parse && !statSync(join(projectDir, PARSE_TEST), { throwIfNoEntry: false })?.isFile())
    throw new UserError(`astro.parse is on, but ${PARSE_TEST} is missing, so \`astro dev parse\` would check nothing`, {
      hint: 'Run `astro dev init` in the project and commit that file, or remove `parse` from the manifest.'
    })
  const run = async (what: string, args: readonly string[]) => {
    const done = await cli.astro(['dev', what, ...args, ...optionsOf(request)], {
      cwd: projectDir,
      limitSeconds: LIMIT_SECONDS,
      onLine: line => onLine(line.trimEnd())
    })
    const failed = failuresIn(done.stdout)
    if (failed.length > 0) throw new Mistakes(failed.slice(0, MOST).map(one => findingOf(what, projectDir, one)))
    if (done.exitCode !== 0) throw new UserError(`astro dev ${what} failed (exit code ${done.exitCode}): ${complaint(done)}`)
    // The CLI takes a container that never ran, and tests that were all skipped, for success.
    if ((passedIn(done.stdout) ?? 0) === 0)
      throw new UserError(`nothing shows that astro dev ${what} ran a test, although it reports success`, {
        hint: 'Its full output is above. Add a test that is not skipped.'
      })
  }
  if (parse) await run('parse', [])
  if (pytest !== undefined) await run('pytest', pytest === '' ? [] : [pytest])
}

const MOST = 200

const optionsOf = ({ environmentFile, imageName }: TestRequest): readonly string[] => [
  '--env',
  environmentFile ?? NO_VARIABLES,
  ...(imageName === undefined ? [] : ['--image-name', imageName])
]

const findingOf = (what: string, projectDir: string, { file, line, test, message }: TestFailure): Finding => ({
  severity: 'error',
  ...(test === undefined ? {} : { subject: test }),
  message: `${test === undefined ? 'cannot be imported' : 'failed'} (astro dev ${what}): ${message}`,
  place: { file: join(projectDir, file), ...(line === undefined ? {} : { line }) }
})
