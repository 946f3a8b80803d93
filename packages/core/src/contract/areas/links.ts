import { Type } from 'typebox'
import { Line, nullable, Num, Path, Ref, Sha, Url } from '../formats.ts'
import { Link, SourceLocation } from '../objects/index.ts'
import { read } from '../operation.ts'

/** Pure: no network, no check that the target exists. */
export const links = {
  file: read({
    summary: 'Link to a file, or to lines of it.',
    input: Type.Object({ path: Path, ref: Ref, startLine: Type.Optional(Line), endLine: Type.Optional(Line) }),
    output: Link,
  }),
  commit: read({ summary: 'Link to a commit.', input: Type.Object({ sha: Sha }), output: Link }),
  pullRequest: read({ summary: 'Link to a pull request.', input: Type.Object({ pullRequest: Num }), output: Link }),
  issue: read({ summary: 'Link to an issue.', input: Type.Object({ issue: Num }), output: Link }),
  compare: read({ summary: 'Link to a comparison.', input: Type.Object({ base: Ref, head: Ref }), output: Link }),
  parse: read({
    summary: 'What a link to a file of this repository points at; null for any other URL.',
    input: Type.Object({ url: Url }),
    output: nullable(SourceLocation),
  }),
}
