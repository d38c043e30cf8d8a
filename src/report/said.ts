import { shortened } from '../base/visible.ts'
import { prose } from './markdown.ts'
import { cutTo, type Limit } from './page.ts'
import { table } from './table.ts'

/** A sentence of the log that GitHub shows as no annotation. */
export interface Said {
  readonly level: 'error' | 'warning' | 'notice'
  readonly text: string
}

const SAID: Limit = { bytes: 64 * 1024, rest: 'The log of the step has everything.' }

/** The end of the job summary: what was said, and is no annotation. */
export const renderSaid = (said: readonly Said[]): string =>
  said.length === 0
    ? ''
    : cutTo(
        table(
          'Also said',
          ['Level', 'What'],
          said.map(({ level, text }) => () => [level, prose(shortened(text, LONGEST))])
        ),
        SAID
      )

const LONGEST = 2_000
