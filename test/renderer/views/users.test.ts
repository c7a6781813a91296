import { flushPromises } from '@vue/test-utils'
import { beforeEach, describe, expect, it } from 'vitest'
import { h, ref } from 'vue'
import { useAuthority } from '../../../src-renderer/stores/authority'
import { useCatalogue } from '../../../src-renderer/stores/catalogue'
import { useMessages } from '../../../src-renderer/stores/messages'
import UsersTab from '../../../src-renderer/views/authority/UsersTab.vue'
import RoleChoice from '../../../src-renderer/views/people/RoleChoice.vue'
import { useRoleGroups, type RoleGroup } from '../../../src-renderer/views/people/useRoleGroups'
import { catalogue } from '../../support/facts'
import { installBridge, type FakeBridge } from '../../support/fake-bridge'
import { giveHeight } from '../../support/heights'
import {
  alerts,
  allByRole,
  byRole,
  descriptionOf,
  inProgram,
  mountInProgram,
  openScreen,
  textOf,
} from '../../support/renderer'
import { accessViewOf, foundOf, listedOf } from '../../support/rows'
import { newId } from '../../support/samples'

const MODULE = 'services-information-requests'
const ADMINISTRATOR = 'general:administrator'

let bridge: FakeBridge
beforeEach(() => {
  giveHeight(520)
  bridge = installBridge()
  bridge.answer('catalogue.read', catalogue)
  bridge.answer('users.duplicates', { duplicates: [] })
})

const box = (name: string) =>
  [...document.querySelectorAll<HTMLInputElement>('input[type=checkbox]')].find(
    (each) => (each.getAttribute('aria-label') ?? textOf(each.closest('label')!)) === name,
  )!
async function press(element: HTMLElement): Promise<void> {
  element.click()
  await flushPromises()
}

describe('the groups of roles', () => {
  const accesses = [
    accessViewOf(),
    accessViewOf({ module: MODULE, role: 'authority', status: 'suspended' }),
    accessViewOf({ module: 'solvit' }),
  ]
  const groupsOf = async (held: readonly string[]) => {
    const groups = inProgram(() => ({
      load: useCatalogue().load,
      of: useRoleGroups(
        () => accesses,
        () => held,
      ),
    }))
    await groups.load()
    return groups.of.value
  }

  it('are those for the authority, then each module as the catalogue orders them', async () => {
    const groups = await groupsOf([])
    expect(groups.map((group) => group.key)).toEqual(['general', MODULE, 'solvit', 'registers'])
    expect(groups[1]).toMatchObject({
      title: 'Services – Information requests',
      suspended: true,
      gone: false,
    })
    expect(groups[1]?.roles.map((role) => role.name)).toEqual(['Request handler', 'Allocator'])
  })

  it('end with what the user holds without an access', async () => {
    const groups = await groupsOf([ADMINISTRATOR, 'cit-repository:viewer', `${MODULE}:supervisor`])
    expect(groups.slice(4).map((group) => [group.key, group.gone])).toEqual([
      ['cit-repository', true],
      [MODULE, true],
    ])
  })
})

describe('the choice of roles', () => {
  const roles = ref<readonly string[]>([])
  const group = (key: string, codes: readonly string[], more: Partial<RoleGroup> = {}): RoleGroup => ({
    key,
    title: key,
    full: '',
    suspended: false,
    gone: false,
    roles: codes.map((code) => ({ ref: `${key}:${code}`, name: `${code} of ${key}` })),
    ...more,
  })
  const many = Array.from({ length: 9 }, (_, index) => `role${String(index)}`)
  const show = async (groups: readonly RoleGroup[], error?: string): Promise<void> => {
    const Choice = {
      setup: () => () =>
        h(RoleChoice, {
          groups,
          error,
          modelValue: roles.value,
          'onUpdate:modelValue': (next: readonly string[]) => (roles.value = next),
        }),
    }
    mountInProgram(Choice)
    await flushPromises()
  }
  beforeEach(() => {
    roles.value = []
  })

  it('gives all roles of the authority by one click, and takes them away by the next', async () => {
    await show([group('general', ['a']), group('registers', ['b', 'c'])])
    await press(box('All roles of the authority'))
    expect(roles.value).toEqual(['general:a', 'registers:b', 'registers:c'])
    await press(box('All roles of the authority'))
    expect(roles.value).toEqual([])
  })

  it('gives all roles of a module by one click, and shows when it is some of them', async () => {
    await show([group('general', ['a']), group('registers', ['b', 'c'])])
    await press(box('All roles: registers'))
    expect(roles.value).toEqual(['registers:b', 'registers:c'])
    expect([box('All roles: registers').checked, box('All roles of the authority').indeterminate]).toEqual([
      true,
      true,
    ])
    await press(box('c of registers'))
    expect([box('All roles: registers').checked, box('All roles: registers').indeterminate]).toEqual([
      false,
      true,
    ])
    expect(document.body.textContent).toContain('1 of 3 chosen')
  })

  it('never gives by one click what belongs to no access any more', async () => {
    await show([group('general', ['a']), group('old', ['x'], { gone: true })])
    await press(box('All roles of the authority'))
    expect(roles.value).toEqual(['general:a'])
    expect(document.body.textContent).toContain('No access any more')
  })

  it('says which roles have no effect, and what is wrong', async () => {
    await show([group('registers', ['b'], { suspended: true })], 'Not so')
    expect(document.body.textContent).toContain('Suspended: no effect')
    expect(alerts()).toEqual(['Not so'])
  })

  it('finds a module or a role where there are many', async () => {
    await show([group('general', many), group('registers', many)])
    const field = document.querySelector<HTMLInputElement>('input[type=text]')!
    field.value = 'role3'
    field.dispatchEvent(new Event('input'))
    await flushPromises()
    expect(allByRole('group').length + document.querySelectorAll('fieldset').length).toBe(2)
    expect(box('role3 of general')).toBeDefined()
    expect(box('role4 of general')).toBeUndefined()
    // One click gives what is in sight, no more.
    await press(box('All roles: registers'))
    expect(roles.value).toEqual(['registers:role3'])
  })
})

describe('the tab Users', () => {
  const found = foundOf({ officialName: 'Amt' })
  const ada = listedOf(
    { name: 'Ada', userName: 'ada' },
    { delete: { code: 'last-administrator', params: { names: ['Ada'] } } },
  )
  const cleo = listedOf({ name: 'Cleo', userName: 'cleo', roles: [] })
  const bo = listedOf({ name: 'Bo', userName: 'bo', passwordStatus: 'blocked' })

  async function show(users = [ada, cleo, bo]): Promise<void> {
    bridge.answer('users.list', { users, mayAdd: null })
    bridge.answer('authorities.read', { found })
    bridge.answer('accesses.list', { accesses: [accessViewOf()], mayGrant: null })
    await openScreen(UsersTab, { found }, `/authorities/${found.authority.id}`)
    await useCatalogue().load()
    await useAuthority().open(found.authority.id)
    await flushPromises()
  }
  const row = (name: string) => allByRole('row').find((each) => textOf(each).includes(name))!
  const why = (name: string) => descriptionOf(byRole('button', name))
  const inDialog = (name: string) => byRole('button', name, allByRole('dialog').at(-1))

  it('says for the selected user which act cannot be done, and why', async () => {
    await show()
    expect(why('Delete users')).toBe(
      'An authority keeps at least one Administrator: Ada. Give the role to another user first.',
    )
    expect(why('Edit user')).toBe('')
    await press(row('Bo'))
    expect(why('Delete users')).toBe('')
    expect(byRole('button', 'Unblock')).toBeDefined()
  })

  it('edits one user at a time, and acts on all that are ticked', async () => {
    bridge.answer('users.block', {})
    await show()
    await press(box('Select Ada'))
    await press(box('Select Cleo'))
    expect(why('Edit user')).toContain('One is edited at a time')
    expect(document.body.textContent).toContain('2 selected')
    await press(byRole('button', 'Block'))
    await press(inDialog('Block'))
    expect(bridge.inputs('users.block')).toEqual([
      {
        authorityId: found.authority.id,
        users: [
          { id: ada.user.id, revision: 3 },
          { id: cleo.user.id, revision: 3 },
        ],
        reason: '',
      },
    ])
    expect(useMessages().current?.text).toBe('2 users are blocked.')
  })

  it('acts on 50 users at most', async () => {
    await show(Array.from({ length: 51 }, (_, index) => listedOf({ name: `User ${String(index)}` })))
    await press(box('Select all'))
    expect(why('Reset passwords')).toBe('At most 50 users at once. Select fewer.')
  })

  it('saves what was written of a user, roles included, and shows a refusal beside the roles', async () => {
    bridge.refuse('users.edit', 'last-administrator', { names: ['Ada'] })
    await show()
    await press(byRole('button', 'Edit user'))
    await press(box('All roles: Registers'))
    await press(box('Administrator'))
    await press(byRole('button', 'Save'))
    expect(alerts().join()).toContain('An authority keeps at least one Administrator: Ada.')
    bridge.answer('users.edit', { revision: 4 })
    await press(box('Administrator'))
    await press(byRole('button', 'Save'))
    const { name, userName, email, phone, language } = ada.user
    expect(bridge.inputs('users.edit').at(-1)).toEqual({
      id: ada.user.id,
      revision: 3,
      data: {
        ...{ name, userName, email, phone, language },
        roles: [ADMINISTRATOR, 'registers:register-editor', 'registers:viewer'],
      },
      reason: '',
    })
    expect(useMessages().current?.text).toBe('The changes to Ada are saved.')
  })

  it('shows new passwords once, and forgets them when they are closed', async () => {
    bridge.answer('users.resetPasswords', { passwords: [{ id: ada.user.id, password: 'Secret2026xy' }] })
    await show()
    await press(byRole('button', 'Reset passwords'))
    expect(textOf(allByRole('dialog').at(-1)!)).toContain('This cannot be taken back')
    expect(bridge.inputs('users.resetPasswords')).toEqual([])
    await press(inDialog('Reset passwords'))
    expect(textOf(allByRole('dialog').at(-1)!)).toContain('AdaadaSecret2026xy')
    expect(document.querySelector('.imi-letters')?.textContent).toContain('Secret2026xy')
    await press(inDialog('Close'))
    expect(document.documentElement.outerHTML).not.toContain('Secret2026xy')
    expect(useMessages().current?.text ?? '').not.toContain('Secret2026xy')
  })

  it('adds users one after another, the first with every role', async () => {
    bridge.answer('users.add', { id: newId() })
    await show([])
    await press(byRole('button', 'Add new users'))
    const fields = () => allByRole('textbox') as HTMLInputElement[]
    for (const [index, text] of ['Zoe', 'zoe', 'zoe@x.example'].entries()) {
      fields()[index]!.value = text
      fields()[index]!.dispatchEvent(new Event('input'))
    }
    await press(byRole('button', 'Add and next'))
    expect(useMessages().current?.text).toBe('Zoe is added and has every role of the authority.')
    expect(document.body.textContent).toContain('Added so far: Zoe')
    expect(fields()[0]!.value).toBe('')
  })
})
