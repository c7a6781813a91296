import { usePreferredDark } from '@vueuse/core'
import { watchEffect } from 'vue'
import { useTheme } from 'vuetify'
import { usePreferences } from '../stores/preferences'

/** Keeps the theme as the operator chose it: light, dark, or as the system is. */
export function useAppearance(): void {
  const theme = useTheme()
  const preferences = usePreferences()
  const systemDark = usePreferredDark()
  watchEffect(() => {
    const chosen = preferences.values.theme
    void theme.change(chosen === 'system' ? (systemDark.value ? 'dark' : 'light') : chosen)
  })
}
