import starlight from '@astrojs/starlight'
import { presentApps } from '@backend-rosetta/cli/apps'
import { defineConfig } from 'astro/config'
import { checkSite } from './src/checks/check-site.ts'

const chapters = [
  'accounts',
  'catalogue',
  'http',
  'idempotency',
  'lists',
  'live',
  'operations',
  'orders',
  'payments',
  'versions',
]

export default defineConfig({
  // Pages are deployed below any path: `DOCS_BASE=/backend-rosetta pnpm build`.
  base: process.env['DOCS_BASE'] ?? '/',
  trailingSlash: 'always',
  integrations: [
    starlight({
      title: 'Backend Rosetta',
      description: 'One order API in many TypeScript backend styles, held to one contract.',
      customCss: [
        './src/styles/theme.css',
        './src/styles/code.css',
        './src/styles/compare.css',
        './src/styles/course.css',
        './src/styles/contract.css',
      ],
      components: { Head: './src/components/Head.astro' },
      sidebar: [
        { label: 'Start here', link: '/' },
        { label: 'Compare', link: '/compare/' },
        {
          label: 'Try it',
          items: [
            { label: 'Send to all', link: '/try/' },
            { label: 'API reference', link: '/try/reference/' },
          ],
        },
        {
          label: 'Styles',
          items: [
            { label: 'All styles', link: '/styles/' },
            ...presentApps().map(({ name }) => ({ label: name, link: `/styles/${name}/` })),
          ],
        },
        { label: 'Decision guide', link: '/decide/' },
        {
          label: 'Contract',
          items: [
            { label: 'Overview', link: '/contract/' },
            { label: 'Hold your server to it', link: '/contract/your-server/' },
            { label: 'In CI', link: '/contract/in-ci/' },
            { label: 'Starters in Go and Python', link: '/contract/starters/' },
            ...chapters.map((slug) => ({ label: chapterTitle(slug), link: `/contract/${slug}/` })),
          ],
        },
        {
          label: 'Course',
          items: [
            { label: 'Course map', link: '/course/' },
            { label: 'Exercises', link: '/course/exercises/' },
          ],
        },
        {
          label: 'Proof',
          items: [
            { label: 'Scorecard', link: '/proof/' },
            { label: 'Seeded bugs', link: '/proof/mutants/' },
            { label: 'The same requests to all', link: '/proof/differential/' },
            { label: 'Crash runs', link: '/proof/crash/' },
            { label: 'Speed', link: '/proof/speed/' },
          ],
        },
      ],
    }),
    checkSite(),
  ],
  vite: {
    plugins: [
      {
        // Read by Node as they are: what finds the clone by its own place must not be bundled.
        name: 'workspace-packages-stay-outside',
        enforce: 'pre',
        resolveId: (id) =>
          /^(@backend-rosetta\/|shiki$|beautiful-mermaid$)/.test(id) ? { id, external: true } : undefined,
      },
    ],
  },
})

function chapterTitle(slug: string): string {
  return slug === 'http' ? 'HTTP' : slug.charAt(0).toUpperCase() + slug.slice(1)
}
