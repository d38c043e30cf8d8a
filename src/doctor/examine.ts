import { UserError } from '../base/errors.ts'
import type { Check, Line, Seen } from './check.ts'
import { lineOf } from './check.ts'
import type { Facts } from './facts.ts'

/** What was found so far, and why the rest was not. */
export class Examination {
  readonly #facts: Map<string, unknown>
  /** By what is missing: the root of it. */
  readonly #roots: Map<string, string>

  constructor(facts: ReadonlyMap<string, unknown> = new Map(), roots: ReadonlyMap<string, string> = new Map()) {
    this.#facts = new Map(facts)
    this.#roots = new Map(roots)
  }

  /** What somebody has set; if not, `why` says what is missing. */
  give<K extends keyof Facts>(name: K, value: Facts[K] | undefined, why: string): void {
    if (value === undefined) this.#roots.set(name, why)
    else this.#facts.set(name, value)
  }

  find<K extends keyof Facts>(name: K): Facts[K] | undefined {
    return this.#facts.get(name) as Facts[K] | undefined
  }

  /** Why something is missing. */
  rootOf(name: keyof Facts): string {
    return this.#roots.get(name) ?? ''
  }

  /** For one of several Deployments: what is found there is not found elsewhere. */
  branch(): Examination {
    return new Examination(this.#facts, this.#roots)
  }

  /** Tries one check. What it needs and nobody found is why it is not tried; the first of a chain is named. */
  async try({ name, needs, look }: Check): Promise<readonly Line[]> {
    const missing = needs.find(need => !this.#facts.has(need))
    const seen = missing === undefined ? await found(() => look(this.#all())) : notTried(this.rootOf(missing))
    if (seen.value !== undefined) this.#facts.set(name, seen.value)
    else this.#roots.set(name, rootIn(name, seen))
    return seen.lines.map(line => ({ name, ...line }))
  }

  #all(): Facts {
    return Object.fromEntries(this.#facts) as unknown as Facts
  }
}

const notTried = (root: string): Seen<never> => ({ lines: [{ state: 'not looked at', message: root }] })

function rootIn(name: string, { lines }: Seen<unknown>): string {
  const unseen = lines.find(({ state }) => state === 'not looked at')
  return unseen === undefined || lines.some(({ state }) => state === 'error') ? `${name} has an error` : unseen.message
}

async function found(look: () => Seen<unknown> | Promise<Seen<unknown>>): Promise<Seen<unknown>> {
  try {
    return await look()
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    return { lines: error.findings.map(finding => lineOf({ ...finding, severity: 'error' })) }
  }
}
