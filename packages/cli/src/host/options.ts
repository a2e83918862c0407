/** Option values by flag, read by the type they have in the command table. */
export type OptionValue = string | number | boolean | readonly string[] | undefined;

export interface Options {
  /** Null where the flag was not given. */
  text(flag: string): string | null;
  /** Each that was given; none where the flag was not. */
  texts(flag: string): readonly string[];
  count(flag: string): number | null;
  has(flag: string): boolean;
}

/** `--api-key-env` → `apiKeyEnv`, as commander names it. */
const keyOf = (flag: string): string => flag.slice(2).replace(/-([a-z])/g, (_whole, letter: string) => letter.toUpperCase());

export const createOptions = (values: { readonly [key: string]: OptionValue }): Options => ({
  text: (flag) => {
    const value = values[keyOf(flag)];
    return typeof value === "string" ? value : null;
  },
  texts: (flag) => {
    const value = values[keyOf(flag)];
    return typeof value === "object" ? value : [];
  },
  count: (flag) => {
    const value = values[keyOf(flag)];
    return typeof value === "number" ? value : null;
  },
  has: (flag) => values[keyOf(flag)] === true,
});
