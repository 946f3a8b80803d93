import { Type, type TProperties } from 'typebox'
import { Id, Label, ReactionName, Text } from './formats.ts'
import { Comment, Reaction } from './objects/index.ts'
import { list, read, write } from './operation.ts'

const ReactionId = Type.String({ format: 'id', description: 'The `id` of the reaction, as a list or `add` gave it.' })

/** The operations an issue and a pull request share: comments, reactions and labels. `on` names which of them it is. */
export function conversation<const P extends TProperties>(on: P, noun: string) {
  const ofComment = { ...on, comment: Id }
  return {
    listComments: list({
      summary: `The conversation of ${noun}, oldest first; neither inline comments nor the vendor’s own notes.`,
      input: Type.Object(on),
      output: Comment,
    }),
    getComment: read({ summary: `One comment of ${noun}.`, input: Type.Object(ofComment), output: Comment }),
    createComment: write({
      summary: `Comment on ${noun}.`,
      idempotency: 'marker',
      input: Type.Object({ ...on, body: Text }),
      output: Comment,
    }),
    updateComment: write({
      summary: `Replace the text of a comment of ${noun}.`,
      idempotency: 'idempotent',
      input: Type.Object({ ...ofComment, body: Text }),
      output: Comment,
    }),
    deleteComment: write({
      summary: `Delete a comment of ${noun}.`,
      idempotency: 'idempotent',
      input: Type.Object(ofComment),
      output: Type.Null(),
    }),
    listReactions: list({ summary: `Reactions to ${noun}.`, input: Type.Object(on), output: Reaction }),
    addReaction: write({
      summary: `React to ${noun}; reacting twice is one reaction.`,
      idempotency: 'idempotent',
      input: Type.Object({ ...on, reaction: ReactionName }),
      output: Reaction,
    }),
    removeReaction: write({
      summary: `Take back a reaction to ${noun}.`,
      idempotency: 'idempotent',
      input: Type.Object({ ...on, reaction: ReactionId }),
      output: Type.Null(),
    }),
    listCommentReactions: list({
      summary: `Reactions to a comment of ${noun}.`,
      input: Type.Object(ofComment),
      output: Reaction,
    }),
    addCommentReaction: write({
      summary: `React to a comment of ${noun}; reacting twice is one reaction.`,
      idempotency: 'idempotent',
      input: Type.Object({ ...ofComment, reaction: ReactionName }),
      output: Reaction,
    }),
    removeCommentReaction: write({
      summary: `Take back a reaction to a comment of ${noun}.`,
      idempotency: 'idempotent',
      input: Type.Object({ ...ofComment, reaction: ReactionId }),
      output: Type.Null(),
    }),
    addLabels: write({
      summary: `Add labels to ${noun}, keeping those it has. Answers all names.`,
      idempotency: 'idempotent',
      input: Type.Object({ ...on, labels: Type.Array(Label, { minItems: 1 }) }),
      output: Type.Array(Type.String()),
    }),
    removeLabels: write({
      summary: `Remove labels from ${noun}; one it lacks is no error. Answers the names that are left.`,
      idempotency: 'idempotent',
      input: Type.Object({ ...on, labels: Type.Array(Label, { minItems: 1 }) }),
      output: Type.Array(Type.String()),
    }),
  }
}
