/**
 * Words for GitHub's issue search that stay words. Unquoted, `repo:other/name` would add another repository to the
 * search, `OR` would widen it and a leading `-` would turn it round; whoever may search one repository must not reach
 * another. A phrase in quotes stays a phrase.
 * https://docs.github.com/en/search-github/getting-started-with-searching-on-github/understanding-the-search-syntax
 */
export function literalWords(query: string): string {
  return query
    .replaceAll('\\', ' ')
    .split('"')
    .flatMap((part, index) => (index % 2 === 1 ? [part.trim()] : part.split(/\s+/)))
    .filter((word) => word !== '')
    .map((word) => (isPlain(word) ? word : `"${word}"`))
    .join(' ')
}

function isPlain(word: string): boolean {
  return /^[\p{L}\p{N}_]+$/u.test(word) && !['AND', 'OR', 'NOT'].includes(word.toUpperCase())
}
