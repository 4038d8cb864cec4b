import type { Plugin } from 'esbuild'

/**
 * zod has its messages in some fifty languages, of which nobody here asks for one: a quarter of the bundle, which would be
 * read at each start.
 */
export const withoutLocales: Plugin = {
  name: 'without-locales',
  setup(build) {
    build.onLoad({ filter: /[\\/]zod[\\/]v4[\\/]locales[\\/]index\.js$/ }, () => ({
      contents: "export { default as en } from './en.js'",
    }))
  },
}
