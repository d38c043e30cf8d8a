import { beforeAll, describe, expect } from '@jest/globals'
import { SESSIONS, takeSessions } from '../../tools/pictures/sessions.mjs'
import { terminalPicture } from '../../tools/pictures/terminal.mjs'
import { onOpenBao } from '../differences.ts'
import { read } from '../docs/pages.ts'

describe('the picture of a session on a terminal', () => {
  let written: Readonly<Record<string, string>> = {}
  beforeAll(async () => {
    written = await takeSessions()
  }, 600_000)

  onOpenBao('known flaws').each(SESSIONS.flatMap(name => ['light', 'dark'].map(theme => [name, theme])))(
    'shows what the commands print today: %s, %s; `npm run pictures` takes it again',
    async (name, theme) => {
      expect(await terminalPicture(written[name] ?? '', { theme })).toBe(read(`docs/pictures/terminal-${name}-${theme}.svg`))
    }
  )
})
