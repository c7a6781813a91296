import { flushPromises } from '@vue/test-utils'
import { beforeEach, describe, expect, it } from 'vitest'
import { useCatalogue } from '../../../src-renderer/stores/catalogue'
import { useEvents } from '../../../src-renderer/stores/events'
import { useMessages } from '../../../src-renderer/stores/messages'
import { useSession } from '../../../src-renderer/stores/session'
import MemoryList from '../../../src-renderer/views/translation/MemoryList.vue'
import PackList from '../../../src-renderer/views/translation/PackList.vue'
import TranslateText from '../../../src-renderer/views/translation/TranslateText.vue'
import type { Output } from '../../../src-shared/contract'
import type { InstalledPack, MemoryEntry, TranslatedSentence } from '../../../src-shared/contract/translation'
import { catalogue } from '../../support/facts'
import { installBridge, type FakeBridge } from '../../support/fake-bridge'
import { alerts, allByRole, byRole, mountInProgram, textOf } from '../../support/renderer'
import { newId, NOW } from '../../support/samples'

let bridge: FakeBridge
beforeEach(() => {
  bridge = installBridge()
  bridge.answer('catalogue.read', catalogue)
})

const OF = { kind: 'authority', id: newId() } as const
const page = (): string => textOf(document.body)
const sentence = (fields: Partial<TranslatedSentence>): TranslatedSentence => ({
  ...{ original: 'Ja.', translation: 'Yes.', way: 'phrase', pack: null, after: ' ' },
  ...fields,
})

async function press(name: string): Promise<void> {
  byRole('button', name).click()
  await flushPromises()
}

function signedIn(actsFor: string | null): void {
  useSession().status = {
    operator: {
      id: newId(),
      userName: 'ops',
      name: 'Ops',
      email: '',
      actsFor,
      actsForName: null,
      memberState: null,
    },
    viewing: null,
  } as unknown as Output<'session.status'>
}

async function showText(props: object = {}): Promise<void> {
  mountInProgram(TranslateText, {
    props: { text: 'Ja. Der Betrieb ruht.', language: 'de', label: 'Description', of: OF, ...props },
  })
  await useCatalogue().load()
  useEvents().start()
  signedIn(null)
}

describe('Translate beside a free text', () => {
  it('is not there where there is no text', async () => {
    await showText({ text: '  ' })
    expect(allByRole('button')).toEqual([])
  })

  it('shows original and translation beside each other, and how each sentence was translated', async () => {
    bridge.answer('translation.translate', {
      sentences: [
        sentence({}),
        sentence({
          original: 'Der Betrieb ruht.',
          translation: 'The firm rests.',
          way: 'machine',
          pack: 'Tiny',
        }),
        sentence({ original: 'Der Chef ruht.', translation: 'The boss rests.', way: 'memory' }),
        sentence({ original: 'Na so was!', translation: 'Na so was!', way: 'none' }),
      ],
      without: null,
    })
    await showText()
    await press('Translate: Description')
    expect(bridge.inputs('translation.translate')).toEqual([
      { text: 'Ja. Der Betrieb ruht.', from: 'de', to: 'en' },
    ])
    const rows = [...document.querySelectorAll('tbody tr')].map(textOf)
    expect(rows).toEqual([
      expect.stringMatching(/^Ja\. ?Yes\. ?Phrase set ?Correct$/),
      expect.stringMatching(/^Der Betrieb ruht\. ?The firm rests\. ?Machine translation ?by Tiny ?Correct$/),
      expect.stringMatching(/^Der Chef ruht\. ?The boss rests\. ?Memory ?Correct$/),
      expect.stringMatching(/^Na so was! ?Na so was! ?Not translated ?Write a translation$/),
    ])
    expect(page()).toContain('was translated by a machine and may be wrong')
    expect(page()).toContain('Nothing is sent anywhere.')
  })

  it.each([
    ['no-pack', 'no model pack on this PC translates from German to English'],
    ['pack-damaged', 'a model pack that translates from German to English is damaged'],
    ['engine-failed', 'The translation engine gave up'],
    ['language-unknown', 'choose the language of the text'],
  ] as const)('says why a machine did not translate the rest: %s', async (without, words) => {
    bridge.answer('translation.translate', { sentences: [sentence({ way: 'none' })], without })
    await showText()
    await press('Translate: Description')
    expect(page()).toContain(words)
    expect(page()).not.toContain('may be wrong')
  })

  it('translates a text in the language of the window to another one', async () => {
    bridge.answer('translation.translate', { sentences: [], without: null })
    await showText({ language: 'en' })
    await press('Translate: Description')
    expect(bridge.inputs('translation.translate')[0]).toMatchObject({ from: 'en', to: 'fr' })
  })

  it('keeps a correction, says so with the way back, and translates anew', async () => {
    bridge.answer('translation.translate', { sentences: [sentence({})], without: null })
    bridge.answer('translation.remember', { id: newId(), replaced: 'Yes.' })
    await showText()
    await press('Translate: Description')
    await press('Correct the translation of “Ja.”')
    const field = byRole('textbox') as HTMLTextAreaElement
    const written = document.querySelector<HTMLTextAreaElement>('form textarea') ?? field
    written.value = 'Yes indeed.'
    written.dispatchEvent(new Event('input'))
    await flushPromises()
    document.querySelector('form')?.dispatchEvent(new Event('submit', { cancelable: true }))
    await flushPromises()
    expect(bridge.inputs('translation.remember')).toEqual([
      { from: 'de', to: 'en', original: 'Ja.', translation: 'Yes indeed.', of: OF },
    ])
    expect(useMessages().current?.text).toBe(
      'The translation is kept for this authority and is offered from now on. It replaces “Yes.”.',
    )
    bridge.emit({ type: 'changed', entities: ['translation'], authorities: [] })
    await flushPromises()
    expect(bridge.inputs('translation.translate')).toHaveLength(2)
  })

  it('does not offer the original as its own translation, and asks before what was written is lost', async () => {
    bridge.answer('translation.translate', { sentences: [sentence({ way: 'none' })], without: null })
    await showText()
    await press('Translate: Description')
    await press('Correct the translation of “Ja.”')
    const written = document.querySelector<HTMLTextAreaElement>('form textarea:not([aria-hidden])')
    expect(written?.value).toBe('')
    if (written !== null) written.value = 'Yes indeed.'
    written?.dispatchEvent(new Event('input'))
    await flushPromises()
    await press('Close')
    expect(page()).toContain('A translation that was written and not kept is lost.')
    await press('Keep editing')
    expect(written?.value).toBe('Yes indeed.')
  })

  it('asks for the language of the text before it tells of packs', async () => {
    bridge.answer('translation.translate', { sentences: [sentence({ way: 'none' })], without: 'no-pack' })
    await showText({ language: '' })
    await press('Translate: Description')
    expect(page()).toContain('choose the language of the text')
    expect(page()).not.toContain('no model pack')
  })
})

const PACK: InstalledPack = {
  ...{ id: 'de-en', name: 'Tiny', version: '1', licence: 'EUPL-1.2', from: 'de', to: 'en' },
  ...{ bytes: 17_000_000, damaged: false },
}

async function showPacks(packs: InstalledPack[], actsFor: string | null = null): Promise<void> {
  bridge.answer('translation.packs', { packs })
  mountInProgram(PackList)
  signedIn(actsFor)
  await useCatalogue().load()
  await flushPromises()
}

describe('the model packs in Settings', () => {
  it('say what to do where there is none', async () => {
    await showPacks([])
    expect(page()).toContain('Bring one to this PC and import it here.')
  })

  it('are only read by operators of authorities', async () => {
    await showPacks([], newId())
    expect(page()).toContain('The IMI Helpdesk imports model packs.')
    expect(allByRole('button')).toEqual([])
  })

  it('show languages, name, size, and which is damaged', async () => {
    await showPacks([PACK, { ...PACK, id: 'en-fr', from: 'en', to: 'fr', name: 'Other', damaged: true }])
    const rows = [...document.querySelectorAll('tbody tr')].map(textOf)
    expect(rows[0]).toMatch(/German to English ?Tiny ?Version 1, EUPL-1.2 ?Ready ?17 MB ?Remove/)
    expect(rows[1]).toMatch(/English to French ?Other.*Damaged ?Import it again\./)
  })

  it('tell that an imported one takes the place of another, and why one is refused', async () => {
    await showPacks([])
    bridge.answer('translation.importPack', { pack: PACK, replaced: true })
    await press('Import model pack (ZIP)')
    expect(useMessages().current?.text).toContain('takes the place of the one before it')
    bridge.refuse('translation.importPackFolder', 'pack-file-wrong', { file: 'model.bin' })
    await press('Import model pack from a folder')
    expect(alerts()).toEqual([expect.stringContaining('The file “model.bin” of the model pack is damaged')])
  })

  it('are removed after a question', async () => {
    await showPacks([PACK])
    bridge.answer('translation.removePack', {})
    await press('Remove the model pack Tiny')
    await press('Remove')
    expect(bridge.inputs('translation.removePack')).toEqual([{ id: 'de-en' }])
    expect(useMessages().current?.text).toBe('The model pack Tiny was removed.')
  })
})

describe('the translation memory in Settings', () => {
  const entryOf = (mine: boolean, of: MemoryEntry['of'] = null) => ({
    entry: {
      ...{ id: newId(), from: '', to: 'en', folded: 'ja', original: 'Ja', translation: 'Yes' },
      ...{ keptBy: null, keptAt: NOW, alertId: null, authorityId: null },
    },
    keptByName: 'Ops',
    of,
    mine,
  })

  it('says what to do where nothing is kept', async () => {
    bridge.answer('translation.memory', { entries: [], total: 0 })
    mountInProgram(MemoryList)
    await flushPromises()
    expect(page()).toContain('Choose “Correct” or “Write a translation” beside a sentence')
  })

  it('says what each belongs to, and leads there', async () => {
    const authority = { id: newId(), officialName: 'Amt', memberState: 'DE', status: 'active' } as const
    bridge.answer('translation.memory', {
      entries: [
        entryOf(true, { kind: 'alert', id: newId(), number: 'SDA-2026-7KX4Q' }),
        entryOf(true, { kind: 'authority', authority }),
        entryOf(true),
      ],
      total: 3,
    })
    mountInProgram(MemoryList)
    await flushPromises()
    expect(page()).toContain('From alert or notification SDA-2026-7KX4Q')
    expect(page()).toContain('From a text of Amt')
    expect(allByRole('link').map(textOf)).toEqual(['SDA-2026-7KX4Q', 'Amt'])
  })

  it('offers more, and removes what the operator may remove', async () => {
    bridge.answer('translation.memory', ({ page: { offset } }) => ({
      entries: offset === 0 ? [entryOf(true), entryOf(false)] : [],
      total: 30,
    }))
    bridge.answer('translation.forget', {})
    mountInProgram(MemoryList)
    await useCatalogue().load()
    await flushPromises()
    expect(page()).toContain('2 of 30')
    await press('More')
    expect(bridge.inputs('translation.memory').at(-1)?.page).toEqual({ offset: 2, limit: 20 })
    expect(allByRole('button').filter((each) => textOf(each) === 'Remove')).toHaveLength(1)
    await press('Remove the kept translation of “Ja”')
    expect(bridge.inputs('translation.forget')).toHaveLength(1)
    expect(useMessages().current?.text).toBe('The translation is no longer offered.')
  })
})
