import type { Session } from "./session.ts";

const quoted = (text: string): string => (/^[A-Za-z0-9_@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`);

/** The flags that say which journal this is, so that a suggested command can be copied as it stands. */
export const repeatedFlags = ({ options }: Session): string =>
  ["--config", "--journal"]
    .flatMap((flag) => {
      const value = options.text(flag);
      return value === null ? [] : [` ${flag} ${quoted(value)}`];
    })
    .join("");
