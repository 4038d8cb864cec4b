import { builtinModules } from 'node:module'

/** The packages of npm that a module of this repository asks for at run time, sorted. */
export function dependenciesOf(code: string): string[] {
  const modules = [...code.matchAll(imports)].flatMap(([, clause = '', from]) =>
    from === undefined || isOnlyTypes(clause) ? [] : [from],
  )
  return [...new Set(modules.filter(isFromNpm).map(packageOf))].sort()
}

/** Also over several lines, and with nothing to name: `import 'reflect-metadata'`. */
const imports = /^(?:import|export)\s+(?:([^'"]*?)\s+from\s+)?'([^']+)'/gm

/** `import type …`, and `import { type A, type B } …`. */
function isOnlyTypes(clause: string): boolean {
  if (clause.startsWith('type ')) return true
  const names = /^\{(.*)\}$/s.exec(clause)?.[1]
  if (names === undefined) return false
  return names.split(',').every((name) => /^\s*(type |$)/.test(name))
}

function isFromNpm(module: string): boolean {
  return !/^(\.|node:|cloudflare:|@backend-rosetta\/)/.test(module) && !builtinModules.includes(module)
}

function packageOf(module: string): string {
  return module.split('/', module.startsWith('@') ? 2 : 1).join('/')
}
