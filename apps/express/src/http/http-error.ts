/** What can be wrong with a request before anything of the shop is looked at. */
export type HttpErrorCode =
  | 'bad_request'
  | 'malformed_json'
  | 'method_not_allowed'
  | 'payload_too_large'
  | 'request_timeout'
  | 'unavailable'
  | 'unsupported_media_type'

export class HttpError extends Error {
  override name = 'HttpError'
  readonly code: HttpErrorCode

  constructor(code: HttpErrorCode) {
    super(code)
    this.code = code
  }
}
