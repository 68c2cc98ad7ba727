/** A value that a template cannot spell; the message names the parameter, the template, the value and what is wanted. */
export class KeyBuildError extends TypeError {
  override readonly name = 'KeyBuildError'
  readonly code = 'key-parameter-refused'
  readonly template: string
  readonly parameter: string

  constructor(template: string, parameter: string, accepts: string | undefined, value: unknown) {
    super(
      accepts === undefined
        ? `"${template}" has no <${parameter}>: leave it out`
        : `<${parameter}> in "${template}" is ${accepts}, not ${shown(value)}`,
    )
    this.template = template
    this.parameter = parameter
  }
}

function shown(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value.toWellFormed())
  if (typeof value === 'number') return `the number ${value}`
  return value === undefined ? 'absent' : `a value of type ${typeof value}`
}
