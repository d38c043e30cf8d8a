import { counted } from '../base/counted.ts'
import { UserError } from '../base/errors.ts'
import type { Finding } from '../base/finding.ts'
import { describe } from '../plan/describe.ts'
import { type Chapter, ownersIn, targetKey } from '../plan/event.ts'
import { isNotAtRest, notAtRest, type Plan } from '../plan/plan.ts'
import { isDrift } from '../plan/step.ts'

const NAMED = 20
const LOOKS = 3

/** What somebody has changed or deleted, by name, and how the plan says it. A finding names its owner itself. */
const driftIn = ({ plan }: Chapter, owner?: string): readonly (readonly [name: string, said: string])[] => [
  ...plan.steps.filter(isDrift).map(step => [[owner, describe(step).target].filter(Boolean).join(': '), step.reason] as const),
  ...plan.findings.flatMap(({ topic, subject = '', message }) => (topic === 'drift' ? [[subject, message] as const] : []))
]

/** The same, with the chapter that it is in, for comparing two looks: several Deployments have what is called alike. */
const seenIn = (chapter: Chapter): readonly string[] =>
  driftIn(chapter).map(one => JSON.stringify([chapter.scope, chapter.target && targetKey(chapter.target), ...one]))

/**
 * Looks again where something has drifted, until two looks in a row say so alike. A run that works meanwhile notes first what it is
 * about to change, so what one look saw of it half done the next one sees otherwise. What has not come to rest after three looks is no
 * drift, but not compared, and its steps stay in the plan.
 */
export async function atRest<T extends { readonly chapters: readonly Chapter[] }>(look: () => Promise<T>): Promise<T> {
  let seen = new Set<string>()
  for (let looks = 1; ; looks++) {
    const looked = await look()
    const found = { ...looked, chapters: looked.chapters.map(one => (one.doubt ? withdrawn(one, one.doubt) : one)) }
    const isKnown = (chapter: Chapter) => seenIn(chapter).every(one => seen.has(one))
    if (found.chapters.every(isKnown)) return found
    if (looks === LOOKS)
      return { ...found, chapters: found.chapters.map(one => (isKnown(one) ? one : withdrawn(one, moving(one)))) }
    seen = new Set(found.chapters.flatMap(seenIn))
  }
}

/** The same chapter, which calls nothing drift, and says why not if something looked like it. */
function withdrawn(chapter: Chapter, why: Finding): Chapter {
  if (driftIn(chapter).length === 0) return chapter
  const { steps, findings } = chapter.plan
  const plan: Plan = {
    steps: steps.map(step => {
      const { found, ...rest } = step
      return isDrift(step) ? rest : step
    }),
    findings: [...findings.filter(({ topic }) => topic !== 'drift'), why]
  }
  return { ...chapter, plan }
}

const moving = ({ target }: Chapter): Finding =>
  notAtRest(
    target === undefined ? 'Vault' : `Deployment ${target.name}`,
    `was not compared: it was being changed each time that this run looked (${LOOKS} times)`,
    'Run again when no other run is at work.'
  )

/**
 * Throws a `UserError` that names what somebody has changed or deleted, and what could not be compared because it did not come to rest:
 * `drift: fail`. The plan, which was shown, has the reasons.
 */
export function refuseDrift(chapters: readonly Chapter[]): void {
  const owner = ownersIn(chapters)
  const drifted = chapters.flatMap(chapter => driftIn(chapter, owner(chapter))).map(([name]) => name)
  const moved = chapters.flatMap(({ plan }) => plan.findings.filter(isNotAtRest))
  const errors = [
    ...(drifted.length === 0 ? [] : [found(drifted)]),
    ...moved.map(one => ({ ...one, severity: 'error' }) as const)
  ]
  if (errors.length > 0) throw new UserError(errors)
}

function found(drifted: readonly string[]): Finding {
  const more = drifted.length > NAMED ? `, and ${drifted.length - NAMED} more` : ''
  return {
    severity: 'error',
    message: `drift was found in ${counted(drifted.length, 'place')}: ${drifted.slice(0, NAMED).join(', ')}${more}; the plan has the reasons`,
    hint: 'Run mode `sync` or `deploy` to restore what the manifest says. To keep a change, write it into the manifest first.'
  }
}
