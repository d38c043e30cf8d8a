import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import GithubSlugger from 'github-slugger'
import { lexer, type Token, type Tokens, walkTokens } from 'marked'

export const root = fileURLToPath(new URL('../..', import.meta.url))

const FOLDERS = ['docs', 'examples', '.github']

const filesIn = (folder: string): string[] =>
  readdirSync(`${root}/${folder}`, { recursive: true, encoding: 'utf8' }).map(name => `${folder}/${name.replaceAll('\\', '/')}`)

/** Every page of the project, by its path from the root. */
export const pages: readonly string[] = [...readdirSync(root), ...FOLDERS.flatMap(filesIn)]
  .filter(name => name.endsWith('.md'))
  .sort()

export const read = (page: string): string => readFileSync(`${root}/${page}`, 'utf8')

/** Where the links and pictures of a text lead, as they are written; those in HTML too. */
export function linksIn(text: string): string[] {
  const found: string[] = []
  walkTokens(lexer(text), token => {
    if (token.type === 'link' || token.type === 'image') found.push((token as Tokens.Link).href)
    if (token.type === 'html') found.push(...[...token.raw.matchAll(/(?:href|src|srcset)="([^"]*)"/g)].map(([, to = '']) => to))
  })
  return found
}

/** The anchors that GitHub gives to the headings of a text. */
export function anchorsIn(text: string): ReadonlySet<string> {
  const slugger = new GithubSlugger()
  const anchors = new Set<string>()
  walkTokens(lexer(text), token => {
    if (token.type === 'heading') anchors.add(slugger.slug(textOf(token)))
  })
  return anchors
}

/** The cells of a Markdown table that stands between `<!-- name -->` and `<!-- /name -->`, or of the first one. */
export function tableIn(text: string, name?: string): string[][] {
  const part = name === undefined ? text : (text.split(`<!-- ${name} -->`)[1]?.split(`<!-- /${name} -->`)[0] ?? '')
  const table = lexer(part).find((token): token is Tokens.Table => token.type === 'table')
  return (table?.rows ?? []).map(row => row.map(cell => cell.text))
}

/** The code spans of a text. */
export function codeIn(text: string): string[] {
  const found: string[] = []
  walkTokens(lexer(text), token => {
    if (token.type === 'codespan') found.push(token.text)
  })
  return found
}

/** A text without code spans and blocks: what they quote are the words of a program. */
export function withoutCode(text: string): string {
  let rest = text
  walkTokens(lexer(text), token => {
    if (token.type === 'code' || token.type === 'codespan') rest = rest.replace(token.raw, '')
  })
  return rest
}

const textOf = (token: Token): string =>
  'tokens' in token && token.tokens !== undefined ? token.tokens.map(textOf).join('') : 'text' in token ? token.text : ''
