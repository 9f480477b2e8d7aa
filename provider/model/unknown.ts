/** Stands for an input that another resource will produce: not known before `pulumi up`. */
export const UNKNOWN: unique symbol = Symbol("unknown until up");
