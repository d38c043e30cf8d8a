import { parseWithFloats, WholeFloat } from '../airflow/float.ts'
import { Secret } from '../base/secret.ts'
import { type Entry, pathOf } from '../manifest/entries.ts'
import type { Value } from '../manifest/manifest.ts'
import type { Scope } from '../manifest/scope.ts'
import { constantFor } from '../manifest/source.ts'
import { leafSource } from '../sources/schema.ts'
import { type NamedSource, nameOf } from '../sources/source.ts'
import { lookUp, type Missing, type PlacedSource, placed, type Values } from '../sources/values.ts'

/** Turns values into text, one secret at a time, and remembers their sources: what they gave, and what was missing. */
export class Reader {
  /** What to mask, by name. */
  readonly used = new Map<string, Secret>()
  readonly #values: Values
  readonly #scope: Scope
  #at = ''
  #missing: Missing[] = []

  constructor(values: Values, scope: Scope) {
    this.#values = values
    this.#scope = scope
  }

  /** Continues with this secret. */
  begin(entry: Entry): void {
    this.#at = pathOf(this.#scope, entry)
    if (this.#missing.length > 0) this.#missing = []
  }

  /** What was missing for that secret. */
  get missing(): readonly Missing[] {
    return this.#missing
  }

  /** `field` distinguishes several values of one secret. */
  text(value: Value, field = ''): string {
    switch (value.kind) {
      case 'constant':
        return this.#constant(value.text)
      case 'source':
        return this.#read(value, field)
      case 'json':
        return JSON.stringify(this.#fill(value.tree, field))
    }
  }

  #constant(text: string): string {
    const filled = constantFor(text, this.#scope.deployment)
    if (filled === undefined)
      this.#missing.push({
        name: '$' + '{deployment}',
        why: 'defined only if the input deployment, deployment-id or deployment-name selects a Deployment with `isolate: true`'
      })
    return filled ?? ''
  }

  #read(named: NamedSource, field: string): string {
    const place = placed(named, this.#at, field)
    const found = lookUp(place, this.#values)
    if (!(found instanceof Secret)) this.#missing.push(found)
    else this.used.set(this.#freeName(place, found), found)
    return found instanceof Secret ? found.reveal() : ''
  }

  /** Two values may come from sources of the same name, such as two calls of one program; both must be masked. */
  #freeName({ source, at }: PlacedSource, found: Secret): string {
    const name = nameOf(source)
    const taken = this.used.get(name)
    return source.from === 'generate' || (taken !== undefined && !taken.equals(found)) ? `${name} of ${at}` : name
  }

  #fill(tree: unknown, field: string): unknown {
    const source = leafSource(tree)
    if (source !== undefined && 'source' in source) {
      const text = this.#read(source, field)
      const isStructure = source.source.from === 'file' && source.source.as === 'json' && text !== ''
      return isStructure ? parseWithFloats(text) : text
    }
    if (typeof tree === 'string') return tree
    if (Array.isArray(tree)) return tree.map((item, index) => this.#fill(item, `${field}.${index}`))
    if (typeof tree !== 'object' || tree === null || tree instanceof WholeFloat) return tree
    return Object.fromEntries(Object.entries(tree).map(([key, child]) => [key, this.#fill(child, `${field}.${key}`)]))
  }
}
