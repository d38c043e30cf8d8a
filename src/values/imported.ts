import type { Connection } from '../airflow/connection.ts'
import { encodeUri } from '../airflow/uri.ts'
import { isTooShortToMask } from '../base/masks.ts'
import { Secret } from '../base/secret.ts'
import type { ImportedDefinition } from '../imports/collector.ts'
import { hasSecretName, secretLeaves } from '../imports/secrecy.ts'

/** What to mask of an import, by name: every value is a secret, whatever it looks like. */
export function importedSecrets(one: ImportedDefinition): (readonly [string, Secret])[] {
  if (one.kind === 'connection')
    return [...secretsOf(one.connection.reveal())].map(([field, secret]) => [
      `connections.${one.name}.${field}`,
      new Secret(secret)
    ])
  // Nobody who imports `retries: 3` needs a warning that 3 is too short to mask.
  const masked = hasSecretName(one.name) || !isTooShortToMask(one.text)
  return masked ? [[`variables.${one.name}`, one.text]] : []
}

function* secretsOf(made: Connection): Generator<readonly [string, string]> {
  yield ['conn_uri', encodeUri(made)]
  if (made.password) yield ['password', made.password]
  if (made.extra === undefined) return
  yield ['extra', made.extra]
  for (const { path, value } of secretLeaves(JSON.parse(made.extra || '{}'), 'extra'))
    yield [['extra', ...path].join('.'), String(value)]
}
