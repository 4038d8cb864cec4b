import { readFileSync } from 'node:fs'
import { beforeAll, describe, expect, it } from 'vitest'
import { functionOf, readTemplate, templateFile } from '../emulators/lambda/template.ts'
import { bundleLambda } from '../scripts/bundle-lambda.ts'
import { faultsOf } from '../scripts/cloudformation.ts'

const text = readFileSync(templateFile, 'utf8')

let handlers: string[]

// The template names the folder of the bundle and what is in it.
beforeAll(async () => {
  handlers = await bundleLambda()
})

describe('the template for AWS', () => {
  it('is what the specification of its resources asks for', () => {
    expect(faultsOf(readTemplate(text), handlers)).toEqual([])
  })

  it.each([
    ['Handler: index.handler', 'Handlr: index.handler', 'Api.Handlr: there is no such property'],
    [
      'InvokeMode: RESPONSE_STREAM',
      'InvokeMode: STREAM',
      'ApiUrl.InvokeMode: "STREAM" is not what belongs there',
    ],
    ['      AuthType: NONE\n', '', 'ApiUrl.AuthType: is missing'],
    ['Timeout: 30', 'Timeout: a minute', 'Api.Timeout: "a minute" is not what belongs there'],
    ['Architectures: [arm64]', 'Architectures: arm64', 'Api.Architectures: is no list'],
    [
      'Mode: "OFF"',
      'Mode: Sometimes',
      'EveryMinute.FlexibleTimeWindow.Mode: "Sometimes" is not what belongs there',
    ],
    ['!GetAtt Settle.Arn', '!GetAtt Settled.Arn', 'EveryMinute: Settled,Arn leads nowhere'],
    ['!GetAtt ApiUrl.FunctionUrl', '!GetAtt ApiUrl.Url', 'Url: ApiUrl,Url leads nowhere'],
    ['{Secrets}:', '{Secret}:', 'Api: Secret leads nowhere'],
    ['- InVpc', '- InVPC', 'Api: there is no condition "InVPC"'],
    ['- SubnetIds:', '- Subnets:', 'Api.VpcConfig.Subnets: there is no such property'],
    [
      'Code: ../../dist/lambda',
      'Code: ../../dist/lamda',
      'Api.Code: there is no folder ../../dist/lamda (pnpm build makes dist/)',
    ],
    [
      'Handler: index.settle',
      'Handler: index.setle',
      'Settle.Handler: the bundle has no index.setle, but index.handler and index.settle',
    ],
    ['AWS::Lambda::Url', 'AWS::Lambda::URL', 'ApiUrl: there is no resource type AWS::Lambda::URL'],
  ])('with %j made %j it is not', (good, bad, fault) => {
    const broken = text.replace(good, bad)
    expect(broken).not.toBe(text)
    expect(faultsOf(readTemplate(broken), handlers)).toContain(fault)
  })

  it('has no aliases, which YAML knows and CloudFormation does not', () => {
    const aliased = text
      .replace('Architectures: [arm64]', 'Architectures: &a [arm64]')
      .replace('Architectures: [arm64]', 'Architectures: *a')
    expect(() => readTemplate(aliased)).toThrow('Alias')
  })

  it('gives the emulator its limits', () => {
    expect(functionOf(readTemplate(text), 'Api')).toEqual({
      name: 'Api',
      file: 'index',
      handler: 'handler',
      timeoutSeconds: 30,
      memoryMegabytes: 1024,
      concurrency: 100,
    })
  })
})
