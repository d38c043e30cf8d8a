import type { Environment } from '../base/environment.ts'
import { UserError } from '../base/errors.ts'
import type { Cli } from './cli.ts'
import { isNewEnough, versionIn } from './version.ts'

/** The CLI reads it where no flag says otherwise, and no argument tells everybody on the machine what is secret. */
const VARIABLE = 'BUILD_SECRET_INPUT'

/** The environment of a CLI that hands these to each build, one spec of docker's `--secret` for each. */
export const withBuildSecrets = (environment: Environment, specs: readonly string[]): Environment =>
  specs.length === 0 ? environment : { ...environment, [VARIABLE]: specs.join('\n') }

/** The first CLI that makes a secret of each line. Older ones make one of all, which docker refuses or misreads. */
const FIRST_FOR_SEVERAL = '1.44.0'

/** Throws if the CLI on this machine cannot hand so many secrets to a build. */
export async function demandBuildSecrets(cli: Pick<Cli, 'astro'>, count: number): Promise<void> {
  if (count < 2) return
  const { stdout } = await cli.astro(['version'])
  const version = versionIn(stdout)
  if (version !== undefined && isNewEnough(version, FIRST_FOR_SEVERAL)) return
  throw new UserError(
    `input build-secrets has ${count} secrets, and astro CLI ${version ?? 'of an unknown version'} hands only one to a build`,
    { hint: `Install astro CLI ${FIRST_FOR_SEVERAL} or newer, or put everything into one secret file.` }
  )
}
