import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** The programs that read the `.env` of an Astro project, by what a user types. */

/** `astro dev start --standalone`, modelled: loadEnvFile and stripQuotes in airflow/standalone.go of the CLI 1.41.0. */
export function standalone(text: string): Record<string, string> {
  return entries(
    text
      .split('\n')
      .map(line => line.trim())
      .filter(line => line !== '' && !line.startsWith('#')),
    value => (/^(["'])[\s\S]*\1$/.test(value) && value.length >= 2 ? value.slice(1, -1) : value)
  )
}

/** `astro deployment variable update --load`, modelled: the plain reader of lines in cloud/deployment/deployment_variable.go. */
export function load(text: string): Record<string, string> {
  return entries(
    text.split(/\r?\n/).filter(line => line !== '' && !line.startsWith('#')),
    value =>
      value
        .replace(/^"+|"+$/g, '')
        .replace(/^'+|'+$/g, '')
        .trim()
  )
}

const entries = (lines: readonly string[], meant: (written: string) => string): Record<string, string> =>
  Object.fromEntries(
    lines.flatMap(line => {
      const at = line.indexOf('=')
      return at < 0 ? [] : [[line.slice(0, at), meant(line.slice(at + 1))]]
    })
  )

/** Throws what the program complains of. */
function asked(program: string, args: readonly string[], env: Record<string, string>): unknown {
  return JSON.parse(execFileSync(program, args, { encoding: 'utf8', env, stdio: ['ignore', 'pipe', 'pipe'] }))
}

/** The libraries of docker, in `tools/real-parts/env-files`. */
export const docker = (program: string, env: Record<string, string> = {}) => ({
  /** `astro dev start`: compose reads it as an `env_file`. */
  compose: (text: string): Record<string, string> =>
    inFile(text, file => {
      const compose = `${file}.yaml`
      writeFileSync(compose, `services: { scheduler: { image: airflow, env_file: [${JSON.stringify(file)}] } }\n`)
      const project = asked(program, ['compose', compose], env) as {
        services: { scheduler: { environment: Record<string, string> } }
      }
      return project.services.scheduler.environment ?? {}
    }),
  /** `astro dev parse` and `pytest`: `docker run --env-file`. */
  run: (text: string): Record<string, string> =>
    inFile(text, file => asked(program, ['docker', file], env) as Record<string, string>),
  /** Services by name, as compose merges these files. */
  project: (files: readonly string[]) =>
    (asked(program, ['compose', ...files], env) as { services: Record<string, Record<string, unknown>> }).services
})

function inFile<T>(text: string, act: (file: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'env-'))
  try {
    const file = join(folder, '.env')
    writeFileSync(file, Buffer.from(text, 'latin1'))
    return act(file)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
