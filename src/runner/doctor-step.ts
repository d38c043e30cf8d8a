import { appendFileSync } from 'node:fs'
import { explain } from '../base/errors.ts'
import { shortened } from '../base/visible.ts'
import { examine, type Section } from '../doctor/doctor.ts'
import { cutShort, linesOf, type Verdict, verdictOf } from '../doctor/told.ts'
import { type InputSource, readAddress, readInputs } from '../inputs/inputs.ts'
import { launch } from '../launch/launch.ts'
import { prose } from '../report/markdown.ts'
import { cutTo, type Limit, whole } from '../report/page.ts'
import { table } from '../report/table.ts'
import { refuseStranger } from '../run/stranger.ts'
import { doorOf } from './door.ts'
import { countUnannotated, hide, log, mask } from './log.ts'

/**
 * The step of a workflow in `mode: doctor`: the lines in log and job summary, and what is wrong as annotations. Sets the exit code: 1
 * if there is an error.
 */
export async function doctorStep(source: InputSource): Promise<void> {
  const sections: Section[] = []
  const say = (section: Section) => {
    sections.push(section)
    log.group(section.title, linesOf(section))
  }
  try {
    const inputs = readInputs(source, mask)
    const address = source.get('vault-url') === '' ? undefined : readAddress(source)
    const story: Parameters<typeof launch>[0] = async (given, ports) => {
      await refuseStranger(given, ports)
      await examine({ inputs: given, ports, address, say, looking: () => {} })
    }
    await launch(
      story,
      inputs,
      doorOf(process.env, () => {})
    )
  } catch (error) {
    say(cutShort(error))
  }
  for (const { name, state, message, hint } of sections.flatMap(({ lines }) => lines)) {
    const text = [`${name}: ${message}`, ...(hint === undefined ? [] : [hint])].join('\n')
    if (state === 'error') log.error(text)
    else if (state === 'warning') log.warning(text)
  }
  const verdict = verdictOf(sections)
  log.info(`${verdict.mark} doctor: ${verdict.counts}`)
  if (verdict.errors > 0) process.exitCode = 1
  try {
    const summary = process.env['GITHUB_STEP_SUMMARY']
    if (summary) appendFileSync(summary, pageOf(sections, verdict))
  } catch (error) {
    process.exitCode = 1
    log.error(explain(error))
  }
  countUnannotated()
}

const PAGE: Limit = { bytes: 900 * 1024, rest: 'The log of the step has everything.' }
const LONGEST = 2_000

function pageOf(sections: readonly Section[], { counts }: Verdict): string {
  const text = (said = '') => prose(shortened(hide(said), LONGEST))
  return cutTo(
    [
      whole([`## Doctor: ${counts}`]),
      ...sections.flatMap(({ title, lines }) =>
        table(
          hide(title),
          ['Check', 'State', 'What was seen', 'What to do'],
          lines.map(line => () => [line.name, line.state, text(line.message), text(line.hint)])
        )
      )
    ],
    PAGE
  )
}
