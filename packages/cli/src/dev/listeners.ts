import { defineListener, type Host, type ListenerModule } from '@scm-host/core'

/** Answers a new issue with a comment, on every provider that has comments. */
export const greeter = defineListener({
  id: 'greeter',
  kinds: ['issue'],
  async handle(event, context) {
    if (event.action !== 'opened') return
    const scm = await context.scm()
    if (!scm.can('issues.createComment')) return
    const { issue, title, author } = event.subject
    await scm.issues.createComment({
      issue,
      body: `Thank you, @${author?.username ?? 'friend'}: "${title}" has been seen.`,
    })
  },
})

/** Reports a check on the head of a new or updated pull request. */
export const checker = defineListener({
  id: 'checker',
  kinds: ['pull_request'],
  async handle(event, context) {
    const { sha } = event.subject.head
    if ((event.action !== 'opened' && event.action !== 'synchronize') || sha === null) return
    const scm = await context.scm()
    if (!scm.can('checks.create')) return
    await scm.checks.create({
      name: 'title',
      sha,
      status: 'completed',
      conclusion: event.subject.title.length >= 10 ? 'success' : 'neutral',
      output: { title: 'Title', summary: `The title has ${event.subject.title.length} characters.` },
    })
  },
})

/** Registers a listener module on a host. */
export function listen(host: Host, listener: ListenerModule): () => void {
  const { id, kinds, deadlineMs } = listener
  const options = deadlineMs === undefined ? {} : { deadlineMs }
  return host.on(kinds, id, (event, context) => listener.handle(event, context), options)
}
