import type { ObjectDirective } from 'vue'

/**
 * `v-first-field`: the field a person came for has the focus as soon as its page, dialog or menu is there, unless the
 * value says false.
 * Vuetify's `autofocus` waits until the field is in sight, and takes the focus back each time it comes into sight again:
 * what is typed meanwhile ends up in the wrong field.
 */
export const vFirstField: ObjectDirective<HTMLElement, boolean | undefined> = {
  mounted: (element, { value }) => {
    if (value === false) return
    const field = element.querySelector<HTMLElement>('input, textarea')
    if (field === null) return
    field.focus({ preventScroll: true })
    if (document.activeElement === field) return
    // A menu is in the page before it is in sight, and until then nothing in it takes the focus.
    const sight = new IntersectionObserver((seen) => {
      if (!seen.some((each) => each.isIntersecting)) return
      field.focus({ preventScroll: true })
      sight.disconnect()
    })
    sight.observe(field)
  },
}
