/**
 * Replaces a generated part of a text: what stands between `<!-- name -->` and `<!-- /name -->`.
 *
 * @param {string} text
 * @param {string} file where the text is from, for the error
 * @param {string} name of the two markers
 * @param {string} content
 * @throws Error when the markers are not there
 */
export function between(text, file, name, content) {
  const [start, end] = [`<!-- ${name} -->\n`, `\n<!-- /${name} -->`]
  const [from, to] = [text.indexOf(start), text.indexOf(end)]
  if (from < 0 || to < from) throw new Error(`${file}: the markers <!-- ${name} --> and <!-- /${name} --> are not there.`)
  return `${text.slice(0, from + start.length)}\n${content}\n${text.slice(to)}`
}
