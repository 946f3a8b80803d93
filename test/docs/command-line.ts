/** A command line of a document, as a shell would read it. Only what documents use: quotes, variables, `<` and `>`. */
export interface CommandLine {
  readonly env: Readonly<Record<string, string>>
  readonly words: readonly string[]
  readonly hasInput: boolean
}

export function readCommandLine(line: string): CommandLine {
  const all = [...line.matchAll(/(?:'[^']*'|"[^"]*"|[^\s'"])+/g)].map(([word]) =>
    word.replace(/'([^']*)'|"([^"]*)"/g, '$1$2'),
  )
  const env: Record<string, string> = {}
  let first = 0
  for (; /^[A-Z_]+=/.test(all[first] ?? ''); first++) {
    const [name = '', value = ''] = (all[first] ?? '').split('=', 2)
    env[name] = value
  }
  const rest = all.slice(first)
  const redirect = rest.findIndex((word) => word === '<' || word === '>')
  const words = redirect < 0 ? rest : rest.slice(0, redirect)
  return { env, words: words[0] === 'npx' ? words.slice(1) : words, hasInput: rest.includes('<') }
}
