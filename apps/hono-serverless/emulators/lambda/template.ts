import { readFileSync } from 'node:fs'
import path from 'node:path'
import { parse, type ScalarTag } from 'yaml'
import * as z from 'zod'

export const templateFile = path.resolve(import.meta.dirname, '../../deploy/aws/template.yaml')

const section = z.record(z.string(), z.object({ Type: z.string(), Properties: z.json().optional() }))
const templateSchema = z.object({
  Parameters: z.record(z.string(), z.object({ Type: z.string(), Default: z.json().optional() })).default({}),
  Conditions: z.record(z.string(), z.json()).default({}),
  Resources: section,
  Outputs: z.record(z.string(), z.object({ Value: z.json() })).default({}),
})

export type Template = z.infer<typeof templateSchema>

/** The short forms of CloudFormation's functions, as the long forms that they stand for. */
const shortForms: ScalarTag[] = [
  { tag: '!Ref', resolve: (name) => ({ Ref: name }) },
  { tag: '!Sub', resolve: (text) => ({ 'Fn::Sub': text }) },
  { tag: '!GetAtt', resolve: (name) => ({ 'Fn::GetAtt': name.split('.', 2) }) },
]

/** Throws where the text is no template; aliases of YAML are none of CloudFormation's. */
export function readTemplate(text = readFileSync(templateFile, 'utf8')): Template {
  return templateSchema.parse(parse(text, { customTags: shortForms, maxAliasCount: 0 }))
}

const functionSchema = z.object({
  Handler: z.string(),
  Timeout: z.number(),
  MemorySize: z.number(),
  ReservedConcurrentExecutions: z.union([z.number(), z.object({ Ref: z.string() })]),
})

/** What the emulator needs to know of a function. */
export function functionOf({ Resources, Parameters }: Template, name: string) {
  const {
    Handler,
    Timeout,
    MemorySize,
    ReservedConcurrentExecutions: concurrency,
  } = functionSchema.parse(Resources[name]?.Properties)
  const limit = typeof concurrency === 'number' ? concurrency : Parameters[concurrency.Ref]?.Default
  const [file = '', handler = ''] = Handler.split('.')
  return {
    name,
    file,
    handler,
    timeoutSeconds: Timeout,
    memoryMegabytes: MemorySize,
    concurrency: Number(limit),
  }
}
