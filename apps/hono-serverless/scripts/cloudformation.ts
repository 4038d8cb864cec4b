import { existsSync } from 'node:fs'
import path from 'node:path'
import { loadAwsServiceSpecSync } from '@aws-cdk/aws-service-spec'
import { type Template, templateFile } from '../emulators/lambda/template.ts'

const spec = loadAwsServiceSpecSync()

type Json = Template['Outputs'][string]['Value']
type Properties = NonNullable<ReturnType<typeof findResource>>['properties']
type PropertyType = Properties[string]['type']

/**
 * What is wrong with a template in the eyes of AWS's own specification of its resources, a line each.
 * @param handlers what the bundle has for its functions, such as `index.handler`
 */
export function faultsOf(template: Template, handlers: readonly string[]): string[] {
  const { Resources, Outputs } = template
  const inResources = Object.entries(Resources).flatMap(([name, { Type, Properties = {} }]) => {
    const resource = findResource(Type)
    if (!resource) return [`${name}: there is no resource type ${Type}`]
    return [
      ...objectFaults(Properties, resource.properties, name),
      ...referenceFaults(Properties, template, name),
      ...handlerFaults(Properties, handlers, name),
    ]
  })
  const inOutputs = Object.entries(Outputs).flatMap(([name, { Value }]) =>
    referenceFaults(Value, template, name),
  )
  return [...inResources, ...inOutputs]
}

function findResource(type: string) {
  return spec.lookup('resource', 'cloudFormationType', 'equals', type)[0]
}

function objectFaults(value: Json, properties: Properties, at: string): string[] {
  if (isFunction(value)) return []
  if (!isObject(value)) return [`${at}: is no object`]
  const unknown = Object.keys(value).filter((name) => !Object.hasOwn(properties, name))
  const missing = Object.entries(properties).filter(([name, { required }]) => required && !(name in value))
  return [
    ...unknown.map((name) => `${at}.${name}: there is no such property`),
    ...missing.map(([name]) => `${at}.${name}: is missing`),
    ...Object.entries(value).flatMap(([name, part]) => {
      const property = properties[name]
      return property ? valueFaults(part, property.type, `${at}.${name}`) : []
    }),
  ]
}

function valueFaults(value: Json, type: PropertyType, at: string): string[] {
  if (isLocalCode(value, at)) return codeFaults(value, at)
  if (isFunction(value)) return branchesOf(value).flatMap((branch) => valueFaults(branch, type, at))
  switch (type.type) {
    case 'ref':
      return objectFaults(value, spec.get('typeDefinition', type.reference.$ref).properties, at)
    case 'array':
      if (!Array.isArray(value)) return [`${at}: is no list`]
      return value.flatMap((part, index) => valueFaults(part, type.element, `${at}[${index}]`))
    case 'map':
      if (!isObject(value)) return [`${at}: is no map`]
      return Object.entries(value).flatMap(([name, part]) => valueFaults(part, type.element, `${at}.${name}`))
    case 'union':
      return type.types.some((one) => valueFaults(value, one, at).length === 0) ? [] : [`${at}: fits nothing`]
    default:
      return isScalar(value, type) ? [] : [`${at}: ${JSON.stringify(value)} is not what belongs there`]
  }
}

/** What a choice may turn out to be; of other functions only AWS knows. */
function branchesOf({ 'Fn::If': choice }: Record<string, Json>): Json[] {
  return Array.isArray(choice) ? choice.slice(1) : []
}

function isScalar(value: Json, type: PropertyType): boolean {
  switch (type.type) {
    case 'string':
      return typeof value === 'string' && (type.allowedValues ?? [value]).includes(value)
    case 'boolean':
      return typeof value === 'boolean'
    case 'integer':
    case 'number':
      return typeof value === 'number'
    default:
      return true
  }
}

/** `sam deploy` and `aws cloudformation package` upload this folder and put its address there. */
function isLocalCode(value: Json, at: string): value is string {
  return at.endsWith('.Code') && typeof value === 'string'
}

function codeFaults(folder: string, at: string): string[] {
  const exists = existsSync(path.resolve(path.dirname(templateFile), folder))
  return exists ? [] : [`${at}: there is no folder ${folder} (pnpm build makes dist/)`]
}

/** A function without its handler is deployed all the same, and fails with the first request. */
function handlerFaults(properties: Json, handlers: readonly string[], at: string): string[] {
  const handler = isObject(properties) ? properties['Handler'] : undefined
  if (typeof handler !== 'string' || handlers.includes(handler)) return []
  return [`${at}.Handler: the bundle has no ${handler}, but ${handlers.join(' and ')}`]
}

/** References lead to parameters, resources, or attributes that a resource has. */
function referenceFaults(value: Json, template: Template, at: string): string[] {
  if (!isFunction(value)) return partsOf(value).flatMap((part) => referenceFaults(part, template, at))
  const { Ref, 'Fn::GetAtt': attribute, 'Fn::Sub': text, 'Fn::If': choice } = value
  if (Array.isArray(choice)) return choiceFaults(choice, template, at)
  const names = text === undefined ? [Ref ?? attribute] : variablesOf(String(text))
  return names.filter((name) => !leadsSomewhere(name, template)).map((name) => `${at}: ${name} leads nowhere`)
}

function choiceFaults([condition, ...branches]: Json[], template: Template, at: string): string[] {
  const known = Object.hasOwn(template.Conditions, String(condition))
  const unknown = known ? [] : [`${at}: there is no condition ${JSON.stringify(condition)}`]
  return [...unknown, ...branches.flatMap((branch) => referenceFaults(branch, template, at))]
}

function partsOf(value: Json): Json[] {
  if (Array.isArray(value)) return value
  return isObject(value) ? Object.values(value) : []
}

function variablesOf(text: string): Json[] {
  return [...text.matchAll(/\$\{([^!}]+)\}/g)].map(([, name = '']) =>
    name.includes('.') ? name.split('.', 2) : name,
  )
}

function leadsSomewhere(name: Json | undefined, { Parameters, Resources }: Template): boolean {
  if (typeof name === 'string') return name in Parameters || name in Resources || name.startsWith('AWS::')
  if (!Array.isArray(name)) return false
  const [resource, attribute] = name
  const type = Resources[String(resource)]?.Type
  return type !== undefined && Object.hasOwn(findResource(type)?.attributes ?? {}, String(attribute))
}

function isFunction(value: Json): value is Record<string, Json> {
  return (
    isObject(value) && Object.keys(value).length === 1 && /^(Ref|Fn::\w+)$/.test(Object.keys(value).join())
  )
}

function isObject(value: Json): value is Record<string, Json> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
