import * as checks from './checks.ts'
import * as commits from './commits.ts'
import * as files from './files.ts'
import * as git from './git.ts'
import * as issues from './issues.ts'
import * as people from './people.ts'
import * as pullRequests from './pull-requests.ts'
import * as releases from './releases.ts'
import * as repository from './repository.ts'
import * as reviews from './reviews.ts'

export { Check, CombinedStatus, Deployment, deploymentStates, DeploymentStatus, Status } from './checks.ts'
export { CommitFile, Commit, Comparison, fileStatuses, PullRequestFile, Signature } from './commits.ts'
export { BlameRange, DirectoryEntry, FileContent, FileExists, FileWrite } from './files.ts'
export { Branch, fileModes, GitBlob, GitCommit, GitRef, Tag, Tree, TreeEntry } from './git.ts'
export { Comment, Issue, Label, Milestone, Reaction } from './issues.ts'
export { Author, Collaborator, Email, Organization, Permission, permissionLevels, Team, User } from './people.ts'
export { MergeResult, PullRequest } from './pull-requests.ts'
export { Release } from './releases.ts'
export {
  ArchiveLink,
  CloneSpec,
  Hook,
  Installation,
  Language,
  Link,
  RateLimit,
  Repository,
  SourceLocation,
} from './repository.ts'
export { Review, ReviewComment, ReviewThread } from './reviews.ts'

const modules = [people, repository, git, commits, files, issues, pullRequests, reviews, checks, releases]

/** Every neutral object by name: the names the generated interfaces and documents use. */
export const entities = Object.fromEntries(
  modules
    .flatMap((module) => Object.entries(module))
    .filter(([, schema]) => !Array.isArray(schema))
    .sort(([a], [b]) => (a < b ? -1 : 1)),
)
