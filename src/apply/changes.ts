import type { Secret } from '../base/secret.ts'
import type { SecretStep } from '../plan/step.ts'
import type { SecretChange } from '../records/secret-changes.ts'
import type { KvData } from '../vault/port.ts'

/** What is recorded of each step, so that it can be undone; `fingerprint` returns that of a content. */
export function* changesIn(
  steps: readonly SecretStep[],
  fingerprint: (path: string, data: Secret<KvData>) => string,
  foreign: ReadonlySet<string> = new Set()
): Generator<SecretChange> {
  for (const step of steps)
    yield step.kind === 'secret'
      ? {
          path: step.path,
          kind: 'write',
          from: step.expected,
          existed: step.overwrites,
          wrote: fingerprint(step.path, step.data),
          ...(foreign.has(step.path) ? { adopted: true } : {})
        }
      : { path: step.path, kind: step.kind, from: step.version, existed: step.kind === 'delete' }
}
