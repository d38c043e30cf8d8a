import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { load } from 'js-yaml'
import { vaultBinary } from '../../tools/real-parts.mjs'
import type { Stage } from './attempt.ts'
import { type } from './typing.ts'
import type { Json } from './vault-over-http.ts'

/** Runs a script as somebody who may do everything in Vault, in an empty folder, with nothing but `client` on PATH beside the system. */
export async function administer({ folder, vault }: Pick<Stage, 'folder' | 'vault'>, script: string, client = 'vault') {
  const home = await mkdtemp(join(folder, 'administrator-'))
  const bin = await mkdtemp(join(folder, 'bin-'))
  await symlink(await vaultBinary(), join(bin, client))
  const env = { HOME: home, PATH: `${bin}:/usr/bin:/bin`, VAULT_ADDR: vault.url, VAULT_TOKEN: vault.rootToken }
  const shell = spawn('sh', { cwd: home, env })
  shell.stdin.end(script)
  const [[exitCode], stdout, stderr] = await Promise.all([once(shell, 'close'), text(shell.stdout), text(shell.stderr)])
  /** What it has printed for GitHub. */
  const given = Object.fromEntries([...stdout.matchAll(/^(VAULT_\w+)=(.*)$/gm)].map(([, name = '', value = '']) => [name, value]))
  return { exitCode, stdout, stderr, given, home }
}

/** What `bootstrap` prints in the project of a stage. */
export async function bootstrapOf(stage: Stage, ...args: string[]): Promise<string> {
  const { exitCode, stdout, stderr } = await type(stage, ['bootstrap', ...args])
  if (exitCode !== 0) throw new Error(stderr)
  return stdout
}

/** Lets the jobs of this repository into the Vault of a stage: runs what `bootstrap` prints for `typed`. */
export async function letIn(stage: Stage, { issuer }: { readonly issuer: string }, typed: string): Promise<void> {
  const trusted = ['--issuer', issuer, '--vault-jwt-audience', 'https://github.com/example']
  const { exitCode, stderr } = await administer(stage, await bootstrapOf(stage, ...typed.split(' '), ...trusted))
  if (exitCode !== 0 || stderr !== '') throw new Error(stderr)
}

/** The job at the end of what `bootstrap` prints, as the reader of a workflow has it. */
export function jobIn(script: string): Json {
  const [, lines = ''] = script.split(/^# The job and the step.*\n#\n/m)
  return load(lines.replaceAll(/^# /gm, '')) as Json
}

/** The inputs of its step, with what GitHub has for an expression. */
export function inputsIn(script: string, known: Readonly<Record<string, string>>): Record<string, string> {
  const inputs: Record<string, string> = jobIn(script)['steps'].at(-1).with
  const filled = (text: string) => text.replace(/\$\{\{ (?:vars|secrets)\.(\w+) \}\}/, (_, name: string) => known[name] ?? '')
  return Object.fromEntries(Object.entries(inputs).map(([name, text]) => [name, filled(text)]))
}
