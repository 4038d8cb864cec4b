/** Something that must never happen, and did. */
export interface Breach {
  /** The clause that it breaks. */
  clause: string
  what: string
  /** Orders and keys that it is about: their part of the timeline is shown. */
  about: string[]
}
