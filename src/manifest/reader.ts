import { Secret } from '../secret.ts'
import type { Value } from './manifest.ts'
import { leafSource } from './source.ts'

export type Environment = Readonly<Record<string, string | undefined>>

/** Reads sources and remembers what it read and what was not there. */
export class Reader {
  readonly sources = new Map<string, Secret>()
  readonly #environment: Environment
  #missing = new Set<string>()

  constructor(environment: Environment) {
    this.#environment = environment
  }

  text(value: Value): string {
    switch (value.kind) {
      case 'constant':
        return value.text
      case 'env':
        return this.#read(value.name, value.allowEmpty)
      case 'json':
        return JSON.stringify(this.#fill(value.tree))
    }
  }

  takeMissing(): readonly string[] {
    const missing = [...this.#missing]
    this.#missing = new Set()
    return missing
  }

  #read(name: string, allowEmpty: boolean): string {
    const value = this.#environment[name] ?? ''
    if (value === '' && !allowEmpty) this.#missing.add(name)
    else this.sources.set(name, new Secret(value))
    return value
  }

  #fill(tree: unknown): unknown {
    const source = leafSource(tree)
    if (source !== undefined && 'name' in source) return this.#read(source.name, source.allowEmpty)
    if (Array.isArray(tree)) return tree.map(item => this.#fill(item))
    if (typeof tree !== 'object' || tree === null) return tree
    return Object.fromEntries(Object.entries(tree).map(([key, child]) => [key, this.#fill(child)]))
  }
}
