import { Type } from 'typebox'
import { Namespace } from '../formats.ts'
import { Author, Organization, Team } from '../objects/index.ts'
import { list, read } from '../operation.ts'

const OrganizationRef = Type.Object({ organization: Namespace })

export const organizations = {
  get: read({ summary: 'One organization.', scope: 'connection', input: OrganizationRef, output: Organization }),
  list: list({
    summary: 'Organizations the connection can see.',
    scope: 'connection',
    input: Type.Object({}),
    output: Organization,
  }),
  listMembers: list({
    summary: 'Members of an organization.',
    scope: 'connection',
    input: OrganizationRef,
    output: Author,
  }),
  listTeams: list({
    summary: 'Teams or subgroups of an organization.',
    scope: 'connection',
    input: OrganizationRef,
    output: Team,
  }),
}
