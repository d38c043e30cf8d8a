/**
 * The phrases that docs/style.md bans, in a table between `<!-- banned -->` and `<!-- /banned -->`: several in the first cell, each in
 * `code`, and what to write instead in the second. Gives a function that finds those of a text.
 *
 * @param {string} style
 */
export function bannedIn(style) {
  const [, table = ''] = /<!-- banned -->(.*)<!-- \/banned -->/s.exec(style) ?? []
  const rows = [...table.matchAll(/^\| (`.+`) \| (.+) \|$/gm)].flatMap(([, left = '', but = '']) =>
    [...left.matchAll(/`([^`]+)`/g)].map(([, not = '']) => ({ not, but, pattern: new RegExp(`\\b${not}\\b`, 'i') }))
  )
  if (rows.length === 0) throw new Error('docs/style.md has no table of banned phrases')
  return (/** @type {string} */ text) => rows.filter(({ pattern }) => pattern.test(text))
}
