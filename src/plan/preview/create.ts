import { partsOf } from '../../astro/deploy-types.ts'
import type { Deployment } from '../../astro/port.ts'
import { shortened } from '../../base/visible.ts'
import { labelOf, type Preview } from '../../manifest/preview.ts'
import { isMarked, type PreviewRecord } from '../../records/consumer.ts'
import { copiedVariables } from '../../values/copied.ts'
import type { DesiredShipping } from '../deployment/shipping.ts'
import { conflict, note, type Plan, planOf, told } from '../plan.ts'
import type { CreateStep } from '../step.ts'
import { planLostMark } from './mark.ts'

export interface ObservedPreview {
  readonly record: PreviewRecord | undefined
  /** What Astro has under the recorded id, or under the name of the preview. */
  readonly there: Deployment | undefined
}

const CLOSE = 100

/** A Deployment like the base, without its secrets; or what is missing of one that was begun. Pure. */
export function planCreate({ name, of }: Preview, base: Deployment, { record, there }: ObservedPreview): Plan<CreateStep> {
  const subject = `Deployment ${name}`
  const lost = planLostMark({ record, there })
  if (lost.findings.length > 0) return lost
  const isOurs = there !== undefined && record !== undefined && isMarked(there, record)
  if (there !== undefined && !isOurs) {
    const hint = 'Delete or rename it in Astro, then run again.'
    return told(conflict(subject, `exists (${there.id}), and no record says that this action made it as a preview`, hint))
  }
  if (there !== undefined && there.id === record?.deployment) return planOf({})
  const { copied, left } = copiedVariables(base.variables)
  const reason =
    there !== undefined
      ? 'a run was interrupted while it created it'
      : record?.deployment === undefined
        ? `there is none for ${labelOf(of)} yet`
        : 'somebody deleted it'
  const description = `Preview of ${shortened(base.name, CLOSE)} for ${shortened(labelOf(of), CLOSE)}`
  const gets = copied.length === 0 ? [] : [note(subject, `gets ${copied.join(', ')} of ${base.name}`)]
  const stays =
    left.length === 0
      ? []
      : [
          note(
            subject,
            `does not get ${left.join(', ')} of ${base.name}: secret, not known to be harmless, or made for ${base.name} alone`,
            'Set in Astro what the preview needs.'
          )
        ]
  return planOf({
    steps: [{ kind: 'create', base: base.name, copy: { name, description, variables: copied }, reason }],
    findings: [...gets, ...stays]
  })
}

/** A new Deployment runs the image of Astro alone until a deploy brings another one. `deployType`: of the first deploy. Pure. */
export function planFirstImage(
  preview: string,
  { deployType, providerInstalled }: Pick<DesiredShipping, 'deployType' | 'providerInstalled'>
): Plan<never> {
  if (providerInstalled || partsOf(deployType).includes('image')) return planOf({})
  return told(
    conflict(
      `preview ${preview}`,
      `is new, and deploy-type ${deployType} ships no image, so its Airflow would lack the hashicorp provider and not start`,
      'Use `deploy-type: infer` or `image-and-dags` until there is one.'
    )
  )
}
