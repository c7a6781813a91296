import { flushPromises } from '@vue/test-utils'
import { beforeEach, describe, expect, it } from 'vitest'
import { catalogue } from '../../../src-main/app/catalogue'
import CommentForm from '../../../src-renderer/views/alerts/CommentForm.vue'
import type { AlertCommentKind } from '../../../src-shared/entities/alert'
import { formOf } from '../../support/alert-samples'
import { installBridge } from '../../support/fake-bridge'
import { mountInProgram } from '../../support/renderer'
import { authorityOf, newId } from '../../support/samples'

beforeEach(() => {
  installBridge().answer('catalogue.read', catalogue)
})

/** The form of a comment, a proposal or an objection, and what has the focus then. */
async function focusIn(kind: AlertCommentKind): Promise<string | undefined> {
  const found = { id: newId(), number: 'SDA-1', as: null, form: formOf(), authority: authorityOf() }
  mountInProgram(CommentForm, { props: { found, kind, answers: null, label: 'Why', act: 'Send' } })
  await flushPromises()
  return document.activeElement?.id
}

describe('what is written about an alert', () => {
  it('can be typed at once where its form was opened for it', async () => {
    expect(await focusIn('closure-proposal')).toBe('comment-closure-proposal-new')
    expect(await focusIn('objection')).toBe('comment-objection-new')
  })

  it('does not take the focus where the form is always there', async () => {
    expect(await focusIn('comment')).not.toBe('comment-comment-new')
  })
})
