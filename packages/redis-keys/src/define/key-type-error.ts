declare const sentence: unique symbol

/** A compile error that reads as a sentence: no value has this type, so the compiler prints the message. */
export interface KeyTypeError<Message extends string> {
  readonly [sentence]: Message
}
