/**
 * `npm run pictures`: takes the pictures in docs/pictures from real runs of the action: a first deploy, and the issue about drift, the
 * plan for a pull request and a scheduled sync after somebody has changed secrets in Vault; and of sessions on a terminal, as SVG. Needs `npm run bundle` first, and Chromium: `apt-get install chromium` on Debian, or any
 * Chrome or Chromium that the environment variable CHROMIUM names.
 */
import { mkdir, stat, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { findBrowser, takePicture } from './pictures/browser.mjs'
import { logPage, summaryPage } from './pictures/pages.mjs'
import { takeRuns } from './pictures/runs.mjs'
import { takeSessions } from './pictures/sessions.mjs'
import { terminalPicture } from './pictures/terminal.mjs'

const WIDTH = 1000
const folder = fileURLToPath(new URL('../docs/pictures/', import.meta.url))

const browser = await findBrowser()
const { first, issue, plan, drift } = await takeRuns()
const pictures = [
  ...['light', 'dark'].flatMap(theme => [
    { name: `first-run-${theme}`, page: summaryPage(first, theme) },
    { name: `drift-${theme}`, page: summaryPage(drift, theme) },
    { name: `drift-issue-${theme}`, page: summaryPage(issue, theme, issue.title) },
    { name: `pull-request-${theme}`, page: summaryPage(plan, theme, 'github-actions bot commented') }
  ]),
  { name: 'first-run-log', page: logPage(first, 'dark') }
]

await mkdir(folder, { recursive: true })
for (const { name, page } of pictures) {
  const file = `${folder}${name}.png`
  await takePicture(browser, page, { file, width: WIDTH })
  console.log(`docs/pictures/${name}.png: ${Math.ceil((await stat(file)).size / 1024)} KiB`)
}

for (const [name, written] of Object.entries(await takeSessions())) {
  for (const theme of ['light', 'dark']) {
    const file = `terminal-${name}-${theme}.svg`
    await writeFile(`${folder}${file}`, await terminalPicture(written, { theme }))
    console.log(`docs/pictures/${file}`)
  }
}
