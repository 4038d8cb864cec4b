/** What wrangler makes of an import of WebAssembly: compiled when the Worker is deployed, as Workers compile none. */
declare module '*.wasm' {
  const module: WebAssembly.Module
  export default module
}

/** The part of the standard that is in use here; lib.dom would bring a browser along. */
declare namespace WebAssembly {
  interface Module extends Readonly<object> {}
  function compile(bytes: Uint8Array): Promise<Module>
  class Instance {
    constructor(module: Module, imports: object)
    readonly exports: object
  }
}
