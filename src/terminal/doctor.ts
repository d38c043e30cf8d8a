import { Masks } from '../base/masks.ts'
import { examine, type Section } from '../doctor/doctor.ts'
import { cutShort, linesOf, verdictOf } from '../doctor/told.ts'
import { type InputSource, readAddress, readInputs } from '../inputs/inputs.ts'
import { currentRun } from '../launch/current-run.ts'
import { launch } from '../launch/launch.ts'
import type { ExitCode } from './command.ts'
import { withDefaults } from './defaults.ts'
import { doorOf, refuseStranger, sayingAlso } from './door.ts'
import { screenOf } from './screen.ts'
import { spoken } from './words.ts'
import type { Call } from './workstation.ts'

/** Prints each section as soon as it is known. 1: there is an error. */
export async function doctor(call: Call): Promise<ExitCode> {
  const masks = new Masks()
  const screen = screenOf(call, masks, { apart: call.own.has('json') })
  const sections: Section[] = []
  const say = (section: Section) => {
    sections.push(section)
    screen.group(section.title, linesOf({ ...section, lines: section.lines.map(spoken) }))
  }
  try {
    refuseStranger('doctor', call)
    const source = withDefaults(sayingAlso(call, { mode: 'doctor' }), call)
    const inputs = readInputs(source, secret => void masks.add(secret))
    const door = doorOf(call, masks, screen, { run: currentRun(call.environment), tell: () => {} })
    const looking = (name: string) => screen.status(`looking at ${name}`)
    await launch((given, ports) => examine({ inputs: given, ports, address: addressIn(source), say, looking }), inputs, door)
  } catch (error) {
    say(cutShort(error))
  }
  const all = sections.flatMap(({ title, lines }) => lines.map(line => ({ section: title, ...line })))
  const { errors, warnings, counts, mark } = verdictOf(sections)
  screen.info(`${mark} doctor: ${counts}`)
  if (call.own.has('json')) {
    const hide = (text: string) => masks.hide(text)
    const lines = all.map(line => ({
      ...line,
      message: hide(line.message),
      ...(line.hint === undefined ? {} : { hint: hide(line.hint) })
    }))
    call.printExactly(`${JSON.stringify({ schema: 1, errors, warnings, lines }, undefined, 2).replaceAll('##[', '##\\u005b')}\n`)
  }
  return errors === 0 ? 0 : 1
}

const addressIn = (source: InputSource) => (source.get('vault-url') === '' ? undefined : readAddress(source))
