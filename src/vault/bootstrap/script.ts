import { heredoc, shellWord } from '../../base/shell.ts'
import { loginCommands } from './methods.ts'
import type { Pipeline } from './pipeline.ts'

const NAMESPACE = { vault: 'VAULT_NAMESPACE', bao: 'BAO_NAMESPACE' } as const

/**
 * What an administrator runs once, as a script for a POSIX shell: the policy of the pipeline, and its login. It changes nothing that
 * is not the pipeline's, and can be run again. `about` and `afterwards` are lines for its reader.
 */
export function bootstrapScript(
  pipeline: Pipeline,
  { about, afterwards }: Readonly<Record<'about' | 'afterwards', readonly string[]>>
): string {
  const { client, namespace } = pipeline
  const place = namespace === undefined ? '' : `export ${NAMESPACE[client]}=${shellWord(namespace)}\n`
  return `#!/bin/sh
${comments(about)}set -eu
${place}refuse() {
  printf '%s\\n' "$1" >&2
  exit 1
}

${policyCommands(pipeline)}
${loginCommands(pipeline)}
${comments(afterwards)}`
}

/** A policy whose first line is another one is another pipeline's. */
function policyCommands({ client, name, policy }: Pipeline): string {
  const [whose = ''] = policy.split('\n')
  return `other=$(${client} policy read ${shellWord(name)} 2> /dev/null | head -n 1)
[ -z "$other" ] || [ "$other" = ${shellWord(whose)} ] || refuse ${shellWord(`policy ${name} is there for something else: choose another name (--vault-role)`)}
${heredoc(`${client} policy write ${shellWord(name)} -`, 'HCL', policy)}`
}

const comments = (lines: readonly string[]): string => lines.map(line => `#${line === '' ? '' : ` ${line}`}\n`).join('')
