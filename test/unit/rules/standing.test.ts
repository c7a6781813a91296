import { describe, expect, it } from 'vitest'
import { helpdeskOnly, mayManage } from '../../../src-main/domain/standing'
import { administratorOf, HELPDESK, MANAGER, PLAIN, STANDINGS } from '../../support/facts'
import { authorityOf } from '../../support/samples'

describe('who may manage an authority', () => {
  it.each(STANDINGS)('%s', (_sentence, actor, own, code) => {
    const decided = mayManage(actor, own, authorityOf())
    expect(decided.ok ? null : decided.refusal.code).toBe(code)
  })

  it('everybody may manage the authority they act for', () => {
    expect(mayManage(administratorOf(PLAIN), PLAIN, PLAIN)).toMatchObject({ ok: true })
  })

  it('somebody whose own authority is not known manages nothing', () => {
    expect(mayManage(administratorOf(PLAIN), null, authorityOf()).ok).toBe(false)
  })

  it('a refusal names the authority that lacks the role', () => {
    expect(mayManage(administratorOf(PLAIN), PLAIN, MANAGER)).toMatchObject({
      refusal: { code: 'access-manager-role-needed', params: { authority: 'Landratsamt' } },
    })
  })

  it('what belongs to the IMI Helpdesk alone is refused to everybody else', () => {
    expect(helpdeskOnly(HELPDESK).ok).toBe(true)
    expect(helpdeskOnly(administratorOf(MANAGER))).toMatchObject({ refusal: { code: 'helpdesk-only' } })
  })
})
