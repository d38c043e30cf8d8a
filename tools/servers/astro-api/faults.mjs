/**
 * What the client gets instead of the true answer: an answer of the test's own (without a body: the platform's JSON error),
 * a closed connection, no answer at all, `{}` with status 200, or a web page with status 200.
 *
 * @typedef {{ status: number, body?: unknown, headers?: Record<string, string> }} FaultAnswer
 * @typedef {FaultAnswer | 'cut' | 'hang' | 'empty-object' | 'html'} FaultAction
 */

/**
 * `path` is matched with and without the query. `skip` matching requests pass first, then `times` are hit (1; Infinity for
 * always). 'before' (the default) hits instead of the work, 'after' once the work has been done.
 *
 * @typedef {{ method?: string, path?: RegExp, skip?: number, times?: number, when?: 'before' | 'after', action: FaultAction }} Fault
 */

/** The faults that a test has planned. */
export function makeFaults() {
  /** @type {Required<Fault>[]} */
  let faults = []

  return {
    /**
     * Plans a fault; the function returned calls it off.
     *
     * @param {Fault} fault
     */
    add(fault) {
      const planned = { method: '', path: /./, skip: 0, times: 1, when: /** @type {const} */ ('before'), ...fault }
      faults.push(planned)
      return () => {
        faults = faults.filter(other => other !== planned)
      }
    },

    clear() {
      faults = []
    },

    /** Faults that have not yet hit as often as planned: a test may want to see none left. */
    pending: () => faults.filter(fault => fault.times !== Infinity),

    /**
     * The fault that hits this request now, if any; it is counted.
     *
     * @param {'before' | 'after'} when
     * @param {{ method: string, path: string, query: string }} request
     */
    take(when, { method, path, query }) {
      const fault = faults.find(
        one => one.when === when && (!one.method || one.method === method) && (one.path.test(path) || one.path.test(path + query))
      )
      if (!fault) return undefined
      if (fault.skip > 0) {
        fault.skip -= 1
        return undefined
      }
      fault.times -= 1
      if (fault.times <= 0) faults = faults.filter(other => other !== fault)
      return fault.action
    }
  }
}

/** @typedef {ReturnType<typeof makeFaults>} Faults */
