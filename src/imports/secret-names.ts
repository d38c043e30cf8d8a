import type { Place } from '../base/finding.ts'
import { Secret } from '../base/secret.ts'
import type { ImportedDefinition } from './collector.ts'
import { isMasked } from './masked.ts'

/** A GitHub secret that the printed manifest needs. */
export interface Needed {
  /** Of the environment variable, and of the GitHub secret. */
  readonly name: string
  /** What it is: `connections.warehouse.password`. */
  readonly what: string
  readonly at: Place
  /** Airflow does not show it. */
  readonly isMasked?: true
}

/**
 * Names the secrets: `VAR_<KEY>`, `CONN_<ID>_PASSWORD`, `CONN_<ID>_EXTRA_<KEY>`. The first word avoids names that a runner
 * already has (PATH) and those that GitHub rejects (a digit first, GITHUB_).
 */
export class SecretNames {
  readonly needed: Needed[] = []
  readonly values = new Map<string, Secret>()
  readonly #taken = new Set<string>()
  readonly #plain: ReadonlySet<string>
  readonly #used = new Set<string>()
  readonly #isMasked: (text: string) => boolean

  /**
   * `plain`: names of values that are not secrets, such as `variables.greeting` or `greeting`. `shown`: by Airflow, which masks; what it
   * masks is never a value.
   */
  constructor(plain: readonly string[] = [], shown = false) {
    this.#plain = new Set(plain)
    this.#isMasked = text => shown && isMasked(text)
  }

  /**
   * Makes a value a secret and returns the name that stands for it; `field` says where in the entry it is. Without a value, somebody
   * has to find one. `from`: the text that the value was made from. `isPlain`: the user says that it is not a secret.
   */
  within({ kind, name, at }: Pick<ImportedDefinition, 'kind' | 'name' | 'at'>) {
    const first = kind === 'variable' ? 'VAR' : 'CONN'
    const isPlain = (field: readonly string[], value: string): boolean => {
      if (this.#isMasked(value)) return false
      const names = [[`${kind}s`, name, ...field].join('.'), [name, ...field].join('.')].filter(one => this.#plain.has(one))
      for (const one of names) this.#used.add(one)
      return names.length > 0
    }
    const take = (field: readonly string[], value?: string, from = value): string => {
      const taken = this.#free(
        [first, name, ...field]
          .join('_')
          .toUpperCase()
          .replace(/[^A-Z0-9]+/g, '_')
      )
      this.#taken.add(taken)
      const masked = this.#isMasked(from ?? '')
      if (value !== undefined && !masked) this.values.set(taken, new Secret(value))
      if (value !== '')
        this.needed.push({ name: taken, what: [`${kind}s`, name, ...field].join('.'), at, ...(masked && { isMasked: true }) })
      return taken
    }
    return Object.assign(take, { isPlain })
  }

  /** The plain names that kept no value from becoming a secret. */
  get unused(): readonly string[] {
    return [...this.#plain].filter(name => !this.#used.has(name))
  }

  #free(name: string): string {
    for (let count = 1; ; count++) {
      const candidate = count === 1 ? name : `${name}_${count}`
      if (!this.#taken.has(candidate)) return candidate
    }
  }
}
