/**
 * Whether a branch or tag name can begin so, by git's rules. What cannot is never asked for: `..` in a URL's path would
 * lead out of it.
 * @see https://git-scm.com/docs/git-check-ref-format
 */
export function canBeginRef(prefix: string): boolean {
  if (prefix.includes('..') || prefix.includes('@{') || /[ ~^:?*[\\]/.test(prefix)) return false
  return prefix.split('/').every((part, index, parts) => {
    const isLast = index === parts.length - 1
    return !part.startsWith('.') && (part !== '' || (isLast && index > 0))
  })
}
