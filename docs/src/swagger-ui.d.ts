/** The bundle for modules has no types of its own; what is used of it. */
declare module 'swagger-ui-dist/swagger-ui-es-bundle.js' {
  interface SwaggerUi {
    specActions: { updateSpec(json: string): void }
    authActions: { logout(schemes: readonly string[]): void }
    preauthorizeApiKey(scheme: string, token: string): void
  }
  const start: (options: object) => SwaggerUi
  export default start
}
