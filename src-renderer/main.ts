import { createPinia } from 'pinia'
import { createApp } from 'vue'
import App from './App.vue'
import { createTexts } from './i18n'
import './look/look.css'
import './look/house.css'
import './look/tables.css'
import { createLook } from './look/vuetify'
import { createRoutes } from './shell/routes'
import { useCrash } from './stores/crash'

// `?locale=en-XA` in the address shows the pseudo-language, for tests of the layout. `?crashed` shows nothing but the
// crash screen: whatever the rest of the page does, it is not done there.
const asked = new URL(window.location.href).searchParams
const root = asked.has('crashed') ? (await import('./shell/CrashScreen.vue')).default : App

const app = createApp(root)
  .use(createPinia())
  .use(createTexts(asked.get('locale') ?? 'en'))
  .use(createLook())
  .use(createRoutes())
const crash = useCrash()
// As any other mistake of a page, so that the tools of developers show it, too.
app.config.errorHandler = (error) => {
  reportError(error)
}
window.addEventListener('error', ({ error }) => {
  // What has no error is told by the browser about its own work, such as a layout that took two passes.
  if (error instanceof Error) void crash.note(error)
})
window.addEventListener('unhandledrejection', ({ reason }) => {
  void crash.note(reason)
})
app.mount('#app')
