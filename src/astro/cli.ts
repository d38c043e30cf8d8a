import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { dump } from 'js-yaml'
import { type Environment, environmentFor, type Names } from '../base/environment.ts'
import { type Finished, run } from '../base/process.ts'
import type { Secret } from '../base/secret.ts'
import { dockerEnvironment } from './docker.ts'
import { refuseOld } from './program.ts'

export interface CliOptions {
  /** The path of the CLI, or its name on PATH; asked for before each call. `environment` is what calls run with, without the token. */
  readonly program: (environment: Readonly<Record<string, string>>) => Promise<string>
  readonly token: Secret
  readonly workspace: string
  /** `astronomer.io`, or `localhost` together with `apiUrl` for the loopback API of tests and demo. */
  readonly domain: string
  readonly apiUrl?: string | undefined
  /** A folder of this run alone; the CLI's home and its empty working directory are made in it. */
  readonly folder: string
  readonly environment: Environment
  readonly signal: AbortSignal
}

/** The astro CLI with a home of its own. Its exit code proves nothing either way, so callers check for themselves. */
export interface Cli {
  readonly workspace: string
  readonly folder: string
  readonly signal: AbortSignal
  /** Finds or installs the program; throws a `UserError` if there is none that fits. Calls do so by themselves. */
  ready(): Promise<void>
  astro(
    args: readonly string[],
    options?: {
      cwd?: string
      limitSeconds?: number
      /** For this call alone. */
      environment?: Readonly<Record<string, string>>
      onLine?: (line: string) => void | Promise<void>
    }
  ): Promise<Finished>
}

/** A CLI call takes 40 to 100 ms and has no time limit of its own. */
const LIMIT_SECONDS = 60

/** What the CLI looks at, and the container engine that it starts, with the engine's helpers for the logins of registries. */
const FOR_CLI: Names = [
  ...['CI', 'GITHUB_ACTIONS', 'ASTRONOMER_SKIP_PARSE', 'BUILD_SECRET_INPUT', 'SOURCE_DATE_EPOCH'],
  ...['DOCKER_*', 'BUILDX_*', 'BUILDKIT_*', 'CONTAINER_*', 'CONTAINERS_*', 'PODMAN_*', 'REGISTRY_AUTH_FILE', 'SSH_AUTH_SOCK'],
  ...['AWS_*', 'AZURE_*', 'GOOGLE_*', 'CLOUDSDK_*', 'GNUPGHOME', 'PASSWORD_STORE_*', 'DBUS_SESSION_BUS_ADDRESS']
]

/** With the variables that a build is given as secrets: `id=pip,env=PIP_TOKEN`, or `id=PIP_TOKEN` alone. */
const namesForCli = ({ BUILD_SECRET_INPUT: secrets = '' }: Environment): Names => [
  ...FOR_CLI,
  ...secrets.split(/[\s,]/).flatMap(part => /^(?:id|env)=(\w+)$/.exec(part)?.slice(1) ?? [])
]

export function openCli({ program, token, workspace, domain, apiUrl, folder, environment, signal }: CliOptions): Cli {
  const home = join(folder, 'home')
  const empty = join(folder, 'empty')
  mkdirSync(join(home, '.astro'), { recursive: true, mode: 0o700 })
  mkdirSync(empty, { recursive: true, mode: 0o700 })
  writeFileSync(join(home, '.astro', 'config.yaml'), dump(config({ workspace, domain, apiUrl })), { mode: 0o600 })
  const variables = {
    ...dockerEnvironment(folder, environmentFor(environment, namesForCli(environment))),
    ASTRO_HOME: home,
    ASTRO_DOMAIN: domain,
    ASTRO_TELEMETRY_DISABLED: '1',
    CLICOLOR: '0'
  }
  return {
    workspace,
    folder,
    signal,
    async ready() {
      await program(variables)
    },
    async astro(args, { cwd = empty, limitSeconds = LIMIT_SECONDS, environment: more = {}, onLine } = {}) {
      const path = await program(variables)
      const done = await run({
        program: path,
        args,
        cwd,
        environment: { ...variables, ...more, ASTRO_API_TOKEN: token.reveal() },
        limitSeconds,
        signal,
        ...(onLine === undefined ? {} : { onLine: line => onLine(withoutSignatures(line)) })
      })
      if (done.exitCode !== 0) await refuseOld(path, { folder: empty, signal }, variables)
      return { ...done, stdout: withoutSignatures(done.stdout), stderr: withoutSignatures(done.stderr) }
    }
  }
}

/** Where an upload fails, the CLI prints the address, with which anybody could upload something else. */
const withoutSignatures = (printed: string): string => printed.replaceAll(/([?&]sig=)[^&\s"]+/g, '$1…')

/** An Organization's token names no Workspace; 1.41 takes it from the context in this file alone. */
function config({ workspace, domain, apiUrl }: Pick<CliOptions, 'workspace' | 'domain' | 'apiUrl'>): object {
  return {
    upgrade_message: false,
    telemetry: { enabled: false },
    context: domain,
    contexts: { [domain.replaceAll('.', '_')]: { domain, workspace } },
    ...(apiUrl === undefined ? {} : { local: { core: apiUrl } })
  }
}

/**
 * Each command first asks for the Organizations of the token. Whatever goes wrong there, it complains about the Workspace.
 */
const NOT_BEGUN = 'current workspace context not set'

/** What the CLI said about its failure, without the usage text that it adds. */
export function complaint({ stdout, stderr }: Finished): string {
  if (stderr.includes(NOT_BEGUN)) return 'it could not begin, because Astro did not answer it, or refused astro-api-token'
  const crash = /^panic: .*/m.exec(stderr)?.[0]
  if (crash !== undefined) return `it crashed (${crash})`
  const lines =
    `${stderr}\n`
      .split(/^Usage:/m)[0]
      ?.split('\n')
      .filter(line => line.trim() !== '') ?? []
  const said =
    lines.length > 0
      ? lines
      : stdout
          .split('\n')
          .filter(line => line.trim() !== '' && !line.startsWith('Using an Astro API Token'))
          .slice(-3)
  return (
    said
      .join(' ')
      .replace(/^Error: /, '')
      .trim() || 'it printed no error'
  )
}
