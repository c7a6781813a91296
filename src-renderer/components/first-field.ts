import type { ObjectDirective } from 'vue'

/**
 * `v-first-field`: the field a person came for has the focus as soon as its page, dialog or menu is there.
 * Vuetify's `autofocus` waits until the field is in sight, and takes the focus back each time it comes into sight again:
 * what is typed meanwhile ends up in the wrong field.
 */
export const vFirstField: ObjectDirective<HTMLElement> = {
  mounted: (element) => {
    element.querySelector<HTMLElement>('input, textarea')?.focus({ preventScroll: true })
  },
}
