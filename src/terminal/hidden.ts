/** What ends the input without an answer, as a terminal sends it. */
const [INTERRUPT, END] = ['\u0003', '\u0004']
const BACK = new Set(['\u007f', '\b'])

/**
 * Asks without showing what is typed. Ctrl+C is the signal that it is anywhere else; Ctrl+D is no answer.
 *
 * Written here because readline echoes every line that it reads.
 */
export function askHidden(question: string, { stdin, stderr }: Pick<NodeJS.Process, 'stdin' | 'stderr'>): Promise<string> {
  stderr.write(question)
  stdin.setRawMode(true)
  stdin.setEncoding('utf8')
  return new Promise(resolve => {
    let typed = ''
    const end = (answer: string) => {
      stdin.off('data', hear)
      stdin.setRawMode(false)
      stdin.pause()
      stderr.write('\n')
      resolve(answer)
    }
    const hear = (part: string) => {
      for (const letter of part) {
        if (letter === INTERRUPT) {
          end('')
          process.kill(process.pid, 'SIGINT')
          return
        }
        if (letter === END) return end('')
        if (letter === '\r' || letter === '\n') return end(typed)
        typed = BACK.has(letter) ? [...typed].slice(0, -1).join('') : typed + letter
      }
    }
    stdin.on('data', hear)
    stdin.resume()
  })
}
