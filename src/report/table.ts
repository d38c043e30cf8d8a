import { markdownTable } from 'markdown-table'
import { html, prose } from './markdown.ts'
import type { Block } from './page.ts'

/** More rows help nobody; the plan file has them all. */
const ROWS = 200
/** Longer tables are folded away. */
const OPEN_ROWS = 12

/** A table under its heading. `title` is text, maybe of others; cells are Markdown already. */
export function table(title: string, header: readonly string[], all: readonly (() => readonly string[])[]): Block[] {
  if (all.length === 0) return []
  const rows = all.slice(0, ROWS).map(row => [...row()])
  const [head = '', dashes = '', ...lines] = markdownTable([[...header], ...rows], { alignDelimiters: false }).split('\n')
  const heading = `${title}: ${all.length}`
  const folded = all.length > OPEN_ROWS
  return [
    {
      title: prose(title),
      before: ['', folded ? `<details><summary><b>${html(heading)}</b></summary>` : `### ${prose(heading)}`, '', head, dashes],
      lines,
      after: folded ? ['', '</details>'] : [],
      more: all.length - rows.length
    }
  ]
}
