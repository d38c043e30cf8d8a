import type { Place } from '../base/finding.ts'
import { Secret } from '../base/secret.ts'
import type { ImportedDefinition } from './collector.ts'

/** A GitHub secret that the printed manifest asks for. */
export interface Needed {
  /** Of the environment variable, and of the GitHub secret. */
  readonly name: string
  /** What it is: `connections.warehouse.password`. */
  readonly what: string
  readonly at: Place
}

/**
 * Gives secrets their names: `VAR_<KEY>`, `CONN_<ID>_PASSWORD`, `CONN_<ID>_EXTRA_<KEY>`. The first word keeps them off the names
 * that a runner has already (PATH) and those that GitHub refuses (a digit first, GITHUB_).
 */
export class SecretNames {
  readonly needed: Needed[] = []
  readonly values = new Map<string, Secret>()

  within({ kind, name, at }: Pick<ImportedDefinition, 'kind' | 'name' | 'at'>) {
    const first = kind === 'variable' ? 'VAR' : 'CONN'
    return (field: readonly string[], value: string): string => {
      const taken = this.#free(
        [first, name, ...field]
          .join('_')
          .toUpperCase()
          .replace(/[^A-Z0-9]+/g, '_')
      )
      this.values.set(taken, new Secret(value))
      if (value !== '') this.needed.push({ name: taken, what: [`${kind}s`, name, ...field].join('.'), at })
      return taken
    }
  }

  #free(name: string): string {
    for (let count = 1; ; count++) {
      const candidate = count === 1 ? name : `${name}_${count}`
      if (!this.values.has(candidate)) return candidate
    }
  }
}
