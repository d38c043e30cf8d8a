import { Masks } from '../base/masks.ts'
import { statusOf } from '../local/status.ts'
import { workplace } from '../local/workplace.ts'
import type { ExitCode } from './command.ts'
import { localCheck } from './local/check.ts'
import { localDown } from './local/down.ts'
import { optionsOf } from './local/scene.ts'
import { localUp } from './local/up.ts'
import { screenOf } from './screen.ts'
import type { Call } from './workstation.ts'

export const ACTIONS = ['up', 'check', 'down', 'status'] as const

/** The guide's local half. */
export async function local(call: Call): Promise<ExitCode> {
  const screen = screenOf(call, new Masks(), { apart: false })
  const scene = {
    call,
    screen,
    place: workplace(call.source.get('project-dir') || '.', call),
    signal: new AbortController().signal
  }
  switch (call.words[0]) {
    case 'up':
      return await localUp(scene)
    case 'check':
      return await localCheck(scene)
    case 'down':
      return await localDown(scene)
    default:
      for (const line of await statusOf(scene.place, optionsOf(scene))) screen.info(line)
      return 0
  }
}
