import { mkdirSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { delimiter, join, resolve } from 'node:path'
import { readBytes, readUtf8 } from '../base/files.ts'

type Environment = Readonly<Record<string, string>>

const HELPER = 'docker-credential-'
const OWNER_ONLY = 0o600

/**
 * The CLI logs in to Astro's registry with its token, and docker keeps that login in `config.json`, or hands it to a credential
 * helper. In the environment that this gives it reads what the user's folder has, logins, contexts, plugins and helpers, and
 * what it keeps stays in `folder`, which is of this run alone. podman does the same with a file of its own.
 */
export function dockerEnvironment(folder: string, environment: Environment): Environment {
  const own = join(folder, 'docker')
  // A run may open the CLI twice.
  rmSync(own, { recursive: true, force: true })
  mkdirSync(own, { mode: 0o700 })
  const home = environment['HOME'] || homedir()
  const theirs = resolve(environment['DOCKER_CONFIG'] || join(home, '.docker'))
  for (const name of namesIn(theirs)) {
    if (name === 'config.json') copy(join(theirs, name), join(own, name))
    else symlinkSync(join(theirs, name), join(own, name))
  }
  return {
    ...environment,
    DOCKER_CONFIG: own,
    PATH: [helpers(folder, environment), environment['PATH']].filter(Boolean).join(delimiter),
    REGISTRY_AUTH_FILE: loginsOfPodman(folder, environment, [
      join(theirs, 'config.json'),
      join(home, '.config', 'containers', 'auth.json')
    ])
  }
}

/** A file with all logins that podman would find: with either variable set it looks nowhere else. */
function loginsOfPodman(folder: string, environment: Environment, usual: readonly string[]): string {
  const { REGISTRY_AUTH_FILE: named, XDG_RUNTIME_DIR: runtime } = environment
  // The later ones count.
  const files = named ? [named] : [...usual, ...(runtime ? [join(runtime, 'containers', 'auth.json')] : [])]
  const found = files.map(loginsIn)
  const merged = {
    auths: Object.assign({}, ...found.map(({ auths }) => auths)),
    credHelpers: Object.assign({}, ...found.map(({ credHelpers }) => credHelpers))
  }
  const file = join(folder, 'podman.json')
  writeFileSync(file, JSON.stringify(merged), { mode: OWNER_ONLY })
  return file
}

/** A folder for PATH: in it each credential helper of the machine has a stand-in, whatever `config.json` or docker itself chooses. */
function helpers(folder: string, { PATH = '' }: Environment): string {
  const bin = join(folder, 'helpers')
  rmSync(bin, { recursive: true, force: true })
  mkdirSync(bin, { mode: 0o700 })
  const found = PATH.split(delimiter).flatMap(place => namesIn(place).map(name => [name, resolve(place, name)] as const))
  // The first on PATH counts.
  for (const [name, program] of new Map(found.filter(([name]) => name.startsWith(HELPER)).reverse()))
    writeFileSync(join(bin, name), standIn(program, join(bin, `${name}.login`)), { mode: 0o700 })
  return bin
}

/** Keeps the one login of the run in a file, and asks the real helper for all others. Its protocol: docker-credential-helpers. */
const standIn = (program: string, login: string): string => `#!/bin/sh
program=${quoted(program)}
login=${quoted(login)}
case "$1" in
  store)
    umask 077
    exec cat >"$login"
    ;;
  get | erase)
    server=$(cat)
    if grep -qsF "\\"$server\\"" "$login"; then
      if [ "$1" = get ]; then exec cat "$login"; else exec rm "$login"; fi
    fi
    [ "$1" = erase ] || printf %s "$server" | "$program" get
    ;;
  *) exec "$program" "$@" ;;
esac
`

const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`

/** What is not there, or may not be read, is no help to docker either. */
function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}

function copy(from: string, to: string): void {
  try {
    writeFileSync(to, readBytes(from), { mode: OWNER_ONLY })
  } catch {
    // docker says so itself, and goes on without.
  }
}

function loginsIn(file: string): { readonly auths?: object; readonly credHelpers?: object } {
  try {
    return JSON.parse(readUtf8(file)) ?? {}
  } catch {
    return {}
  }
}
