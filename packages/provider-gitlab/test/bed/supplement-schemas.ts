const text = { type: 'string' } as const
const whole = { type: 'integer' } as const
const flag = { type: 'boolean' } as const
const when = { type: 'string', format: 'date-time' } as const

function object(properties: Readonly<Record<string, unknown>>, required: readonly string[]) {
  return { type: 'object', properties, required }
}

/** In place: the checker does not follow references within references. */
const user = object(
  {
    id: { ...whole, example: 1 },
    username: { ...text, example: 'john_smith' },
    name: { ...text, example: 'John Smith' },
    state: { ...text, example: 'active' },
    avatar_url: { ...text, example: 'http://localhost:3000/uploads/user/avatar/1/cd8.jpeg' },
    web_url: { ...text, example: 'http://localhost:3000/john_smith' },
    email: text,
    public_email: text,
    commit_email: text,
    confirmed_at: when,
    bot: { ...flag, example: false },
  },
  ['id', 'username', 'name', 'state', 'web_url'],
)

const note = object(
  {
    id: { ...whole, example: 302 },
    type: text,
    body: { ...text, example: 'closed' },
    author: user,
    created_at: { ...when, example: '2013-10-02T09:22:45Z' },
    updated_at: { ...when, example: '2013-10-02T10:22:45Z' },
    system: { ...flag, example: false },
    noteable_id: { ...whole, example: 377 },
    noteable_type: { ...text, example: 'Issue' },
    noteable_iid: { ...whole, example: 377 },
    project_id: { ...whole, example: 5 },
    commit_id: text,
    position: { type: 'object' },
    resolvable: { ...flag, example: false },
    resolved: flag,
    resolved_by: user,
    resolved_at: when,
    confidential: { ...flag, example: false },
    internal: { ...flag, example: false },
  },
  ['id', 'body', 'author', 'created_at', 'updated_at', 'system', 'noteable_type'],
)

/** What the areas answer that GitLab's document lacks; after GitLab's documentation, field by field. */
export const supplementSchemas = {
  /** https://docs.gitlab.com/api/users/ */
  SupplementUser: user,
  /** https://docs.gitlab.com/api/user_email_addresses/ */
  SupplementEmail: object({ id: whole, email: text, confirmed_at: when }, ['id', 'email']),
  /** https://docs.gitlab.com/api/labels/ */
  SupplementLabel: object(
    {
      id: { ...whole, example: 1 },
      name: { ...text, example: 'bug' },
      color: { ...text, example: '#d9534f' },
      text_color: { ...text, example: '#FFFFFF' },
      description: { ...text, example: 'Bug reported by user' },
      description_html: text,
      priority: whole,
      is_project_label: flag,
      archived: flag,
    },
    ['id', 'name', 'color'],
  ),
  /** https://docs.gitlab.com/api/milestones/ */
  SupplementMilestone: object(
    {
      id: { ...whole, example: 12 },
      iid: { ...whole, example: 3 },
      project_id: { ...whole, example: 4 },
      title: { ...text, example: '10.0' },
      description: { ...text, example: 'Version' },
      due_date: { ...text, example: '2013-11-29' },
      start_date: { ...text, example: '2013-11-10' },
      state: { ...text, example: 'active' },
      expired: { ...flag, example: false },
      web_url: { ...text, example: 'https://gitlab.example.com/diaspora/apps/client/-/milestones/3' },
      created_at: { ...when, example: '2013-10-02T09:24:18Z' },
      updated_at: { ...when, example: '2013-10-02T09:24:18Z' },
    },
    ['id', 'iid', 'title', 'state'],
  ),
  /** https://docs.gitlab.com/api/notes/ and https://docs.gitlab.com/api/discussions/ */
  SupplementNote: note,
  SupplementDiscussion: object(
    {
      id: { ...text, example: '6a9c1750b37d513a43987b574953fceb50b03ce7' },
      individual_note: { ...flag, example: false },
      notes: { type: 'array', items: note },
    },
    ['id', 'individual_note', 'notes'],
  ),
}
