import { createPinia } from 'pinia'
import { createApp } from 'vue'
import App from './App.vue'
import { createTexts } from './i18n'
import './look/look.css'
import { createLook } from './look/vuetify'
import { createRoutes } from './shell/routes'

// `?locale=en-XA` in the address shows the pseudo-language, for tests of the layout.
const locale = new URL(window.location.href).searchParams.get('locale') ?? 'en'
createApp(App).use(createPinia()).use(createTexts(locale)).use(createLook()).use(createRoutes()).mount('#app')
