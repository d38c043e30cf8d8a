/** A statement of a template that defines names. */
interface Defining {
  /** The names in what follows the keyword. */
  readonly names: (rest: string) => string[]
  /** The statement that ends what sees them; absent if that is the end of what surrounds the statement. */
  readonly until?: string
  /** Whether the statement itself sees them. */
  readonly seesThem?: boolean
}

const firstWords = (list: string | undefined) => (list ?? '').split(',').map(item => /\w+/.exec(item)?.[0] ?? '')

const DEFINING: ReadonlyMap<string, Defining> = new Map(
  Object.entries({
    macro: { names: rest => firstWords(rest.slice(rest.indexOf('(') + 1)), until: 'endmacro', seesThem: true },
    call: { names: rest => firstWords(/^\(([^)]*)\)/.exec(rest)?.[1]), until: 'endcall', seesThem: true },
    for: { names: rest => firstWords(rest.split(/\sin\s/, 1)[0]), until: 'endfor', seesThem: true },
    with: { names: rest => rest.split(',').flatMap(item => (item.includes('=') ? firstWords(item) : [])), until: 'endwith' },
    set: { names: rest => firstWords(rest.split('=', 1)[0]) },
    import: { names: rest => firstWords(rest.split(/\sas\s/)[1]), seesThem: true },
    from: {
      names: rest => (rest.split(/\simport\s/)[1] ?? '').split(',').flatMap(item => firstWords(item.split(/\sas\s/).at(-1))),
      seesThem: true
    }
  })
)

/** No template nests deeper. */
const DEPTH = 100

/** Which of Airflow's names a template takes for something of its own, where. It is fed with the blocks in their order. */
export class Scopes {
  /** The first one is the template as a whole; each sees the names of those around it. */
  readonly #open: { readonly until: string; own: ReadonlySet<string> }[] = [{ until: '', own: new Set() }]

  /** The names that the template has defined and a block sees. */
  read(code: string): ReadonlySet<string> {
    const statement = code.startsWith('{%') ? code.slice(2, -2).replace(/^[-+]/, '').trim() : ''
    const [keyword = ''] = /^\w+/.exec(statement) ?? []
    if (keyword.startsWith('end')) this.#close(keyword)
    const before = this.#own()
    const defining = DEFINING.get(keyword)
    if (defining === undefined) return before
    this.#define(defining, statement.slice(keyword.length).trim())
    return defining.seesThem ? this.#own() : before
  }

  #own(): ReadonlySet<string> {
    return this.#open.at(-1)?.own ?? new Set()
  }

  #close(keyword: string): void {
    const at = this.#open.map(({ until }) => until).lastIndexOf(keyword)
    if (at > 0) this.#open.length = at
  }

  #define({ names, until }: Defining, rest: string): void {
    const own = new Set([...this.#own(), ...names(rest).filter(name => name === 'var' || name === 'conn')])
    const scope = this.#open.at(-1)
    if (until === undefined && scope !== undefined) scope.own = own
    else if (until !== undefined && this.#open.length < DEPTH) this.#open.push({ until, own })
  }
}
