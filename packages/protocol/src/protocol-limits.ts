/** The bounds of one document (G10). Every one is configuration with a default; a bound that is not a number rejects everything. */
export interface ProtocolLimits {
  /** Length of the whole document in bytes. */
  readonly maxBytes: number;
  /** Containers inside one another; a flat object has depth 1. Values above `depthCeiling` count as `depthCeiling`. */
  readonly maxDepth: number;
  /** Object members in the whole document. */
  readonly maxKeys: number;
  /** Array items in the whole document. */
  readonly maxItems: number;
  /** Bytes between the quotes of one string or key, as written. */
  readonly maxStringBytes: number;
}

export const defaultProtocolLimits: ProtocolLimits = Object.freeze({
  maxBytes: 65_536,
  maxDepth: 32,
  maxKeys: 1_024,
  maxItems: 4_096,
  maxStringBytes: 65_536,
});

/** No configuration reaches beyond this: reader and writer recurse once a level, and the stack of the smallest host must hold it. */
export const depthCeiling = 256;
