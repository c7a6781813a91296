import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import type { Output } from '../../src-shared/contract'
import { writtenOf, type Written } from '../../src-shared/entities/authority-fields'
import type { Fault } from '../../src-shared/faults'
import type { AuthorityId } from '../../src-shared/ids'
import { request } from '../ipc/client'
import { differingFields } from './authority-data'

export type FoundAuthority = NonNullable<Output<'authorities.read'>['found']>
export type AccessView = Output<'accesses.list'>['accesses'][number]

/** An edit under way: what it started from, and what is written so far. */
export interface Edit {
  base: Written
  revision: number
  draft: Written
  reason: string
}

/** The authority that is open: as stored, and the edit under way. */
export const useAuthority = defineStore('authority', () => {
  const id = ref<AuthorityId | null>(null)
  const state = ref<'loading' | 'found' | 'unknown' | 'unreadable'>('loading')
  /** Why it could not be read. */
  const fault = shallowRef<Fault | null>(null)
  const found = shallowRef<FoundAuthority | null>(null)
  const accesses = shallowRef<readonly AccessView[]>([])
  /** Why no access can be granted; null where one can. */
  const mayGrant = shallowRef<Output<'accesses.list'>['mayGrant']>(null)
  /** Whether settings of an access were changed and not saved. */
  const settingsChanged = ref(false)
  const edit = ref<Edit | null>(null)
  /** True while a save is under way: the change it makes is not one from elsewhere. */
  const saving = ref(false)

  /** Opens an authority; an edit of the one before is forgotten. */
  async function open(wanted: string): Promise<void> {
    id.value = wanted as AuthorityId
    state.value = 'loading'
    found.value = null
    accesses.value = []
    mayGrant.value = null
    settingsChanged.value = false
    edit.value = null
    saving.value = false
    await refresh()
  }

  /** Reads again what is stored. The edit under way is left as it is. */
  async function refresh(): Promise<void> {
    const wanted = id.value
    if (wanted === null) return
    const [read, listed] = await Promise.all([
      request('authorities.read', { id: wanted }),
      request('accesses.list', { authorityId: wanted }),
    ])
    if (id.value !== wanted) return
    if (read.ok) found.value = read.value.found
    if (listed.ok) {
      accesses.value = listed.value.accesses
      mayGrant.value = listed.value.mayGrant
    }
    fault.value = read.ok ? null : read.error
    // What has not the form of an identifier is no authority either.
    const unknown = read.ok ? read.value.found === null : read.error.kind === 'invalid-input'
    state.value = unknown ? 'unknown' : found.value === null ? 'unreadable' : 'found'
  }

  function startEdit(): void {
    if (found.value === null) return
    const base = writtenOf(found.value.authority)
    edit.value = { base, revision: found.value.revision, draft: writtenOf(found.value.authority), reason: '' }
  }

  function endEdit(): void {
    edit.value = null
  }

  const dirty = computed(
    () =>
      settingsChanged.value ||
      (edit.value !== null && differingFields(edit.value.base, edit.value.draft).length > 0),
  )
  const activeAccesses = computed(() => accesses.value.filter((each) => each.access.status === 'active'))

  /** Whether the stored authority is a newer one than the edit started from. */
  const changedElsewhere = computed(
    () =>
      edit.value !== null &&
      !saving.value &&
      found.value !== null &&
      found.value.revision !== edit.value.revision,
  )

  /** Goes on with the edit from what is stored now. */
  function rebase(draft: Written): void {
    if (edit.value === null || found.value === null) return
    edit.value.base = writtenOf(found.value.authority)
    edit.value.revision = found.value.revision
    edit.value.draft = draft
  }

  /** Why the edit is done. */
  function explain(reason: string): void {
    if (edit.value !== null) edit.value.reason = reason
  }

  return {
    ...{
      id,
      state,
      fault,
      found,
      accesses,
      mayGrant,
      settingsChanged,
      edit,
      saving,
      dirty,
      activeAccesses,
      changedElsewhere,
    },
    ...{ open, refresh, startEdit, endEdit, rebase, explain },
  }
})
