/** A text without the run of one character at its end. A pattern for this would start anew at every place in the text. */
export function withoutEnd(text: string, character: string): string {
  let end = text.length
  while (text[end - 1] === character) end--
  return text.slice(0, end)
}

/** The same at both ends. */
export function withoutEnds(text: string, character: string): string {
  let start = 0
  while (text[start] === character) start++
  return withoutEnd(text.slice(start), character)
}
