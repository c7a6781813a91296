import 'vuetify/styles'
import { h, type FunctionalComponent } from 'vue'
import { createVuetify } from 'vuetify'
import { aliases, mdi } from 'vuetify/iconsets/mdi-svg'
import { dark, light } from './theme'

const FIELD = {
  variant: 'outlined',
  density: 'compact',
  hideDetails: 'auto',
  indentDetails: false,
  color: 'primary',
} as const

/** The ring that turns in a button at work: the button has a name and says that it is busy, a ring has nothing to add. */
const Ring: FunctionalComponent = (_props, { slots }) =>
  h('div', { 'aria-hidden': true }, slots['default']?.())

/** Vuetify in this program's look: flat, dense, no ripples. Every default of a control stands here and nowhere else. */
export function createLook() {
  const nonce = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content
  return createVuetify({
    theme: {
      defaultTheme: 'light',
      themes: { light, dark },
      ...(nonce === undefined ? {} : { cspNonce: nonce }),
    },
    icons: { defaultSet: 'mdi', aliases, sets: { mdi } },
    defaults: {
      global: { ripple: false },
      VBtn: { variant: 'outlined', height: 32, rounded: 'md', color: undefined },
      VTextField: FIELD,
      VTextarea: { ...FIELD, rows: 3, autoGrow: true },
      VSelect: { ...FIELD, menuIcon: '$dropdown' },
      VAutocomplete: { ...FIELD, autoSelectFirst: true },
      VCombobox: FIELD,
      VCheckbox: { density: 'compact', hideDetails: true, color: 'primary' },
      VRadio: { density: 'compact', color: 'primary' },
      VTab: { height: 40 },
      VMenu: { offset: 4 },
      VTooltip: { openDelay: 400, location: 'bottom' },
      VCard: { variant: 'flat', rounded: 'md' },
      VDialog: { maxWidth: 560, scrollable: true },
      VProgressLinear: { color: 'primary' },
      VProgressCircular: { tag: Ring },
    },
  })
}
