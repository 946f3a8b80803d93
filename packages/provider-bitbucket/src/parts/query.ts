/**
 * A text in Bitbucket's query language, in quotes.
 * @see https://developer.atlassian.com/cloud/bitbucket/rest/intro/#filtering
 */
export function text(value: string): string {
  return `"${value.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`
}
