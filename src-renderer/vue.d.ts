// For tools that read TypeScript without knowing Vue (ESLint); vue-tsc sees the real types of each component.
declare module '*.vue' {
  import type { DefineComponent } from 'vue'
  const component: DefineComponent
  export default component
}
