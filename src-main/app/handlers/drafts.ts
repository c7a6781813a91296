import { DRAFTS_AT_MOST } from '../../../src-shared/contract/drafts'
import { ok } from '../../../src-shared/result'
import type { ReaderPart, WriterPart } from '../handlers'

/** What was typed and not saved. */
export const draftQueries: ReaderPart<'drafts'> = {
  'drafts.list': (_input, { store, caller }) => {
    const kept = caller.operatorId === null ? [] : store.drafts(caller.operatorId)
    return { drafts: kept.map(({ form, label, place, at }) => ({ form, label, place, at })) }
  },

  'drafts.read': ({ form }, { store, caller }) => {
    const kept = caller.operatorId === null ? [] : store.drafts(caller.operatorId)
    const draft = kept.find((each) => each.form === form)
    return { draft: draft === undefined ? null : { data: draft.data, at: draft.at } }
  },
}

/** Keeping and dropping it; the history knows nothing of it. */
export const draftCommands: WriterPart<'drafts'> = {
  'drafts.keep': (draft, { store, context, drafts }) => {
    const { operatorId } = context.actor
    if (operatorId === null) throw new Error('Nobody is signed in')
    drafts.keepDraft(operatorId, { ...draft, at: context.now })
    const oldest = store.drafts(operatorId).slice(DRAFTS_AT_MOST)
    for (const { form } of oldest) drafts.dropDraft(operatorId, form)
    return ok({})
  },

  'drafts.drop': ({ form }, { context, drafts }) => {
    if (context.actor.operatorId !== null) drafts.dropDraft(context.actor.operatorId, form)
    return ok({})
  },
}
