// The texts that can occur at all in a place: real paths in their one form, arguments that can be a path, paths of URLs.
import { dead, type Machine } from "./machine.ts";

const dot = 0x2e;
const slash = 0x2f;
const only = (codePoint: number): readonly number[] => [codePoint, codePoint + 1];

/** `/`, or parts after slashes, none of which is empty, `.` or `..`. */
export const realPaths: Machine = {
  // 0 nothing, 1 `/` alone, 2 in a part, 3 a part `.`, 4 a part `..`, 5 behind a slash
  start: [0],
  next: ([at], codePoint) => {
    if (at === undefined || codePoint === 0) return dead;
    if (codePoint === slash) return at === 0 ? [1] : at === 2 ? [5] : dead;
    if (at === 0) return dead;
    if (codePoint !== dot || at === 2 || at === 4) return [2];
    return at === 3 ? [4] : [3];
  },
  accepts: ([at]) => at === 1 || at === 2,
  bounds: [...only(0), ...only(dot), ...only(slash)],
};

/** Arguments that a program can take for a path as `resolveOperand` does. */
export const operands: Machine = {
  // [a name stands before, length of a part that is only dots or 3 for another, something was read]
  start: [0, 0, 0],
  next: (state, codePoint) => {
    const [named = 0, part = 0, read] = state;
    if (read === undefined || codePoint === 0 || (read === 0 && codePoint === 0x2d)) return dead;
    if (codePoint === slash) return part === 2 && named === 1 ? dead : [named === 1 || part === 3 ? 1 : 0, 0, 1];
    return [named, codePoint === dot && part < 2 ? part + 1 : 3, 1];
  },
  accepts: ([named, part, read]) => read === 1 && !(part === 2 && named === 1),
  bounds: [...only(0), ...only(0x2d), ...only(dot), ...only(slash)],
};

/** Characters of a URL's path that need no escape, but `%`. */
const plain = /^[A-Za-z0-9._~!$&'()*+,;=:@/-]$/;

/** Paths of URLs in their normal form and without escapes. A glob treats an escape as it does other characters that it does not name. */
export const urlPaths: Machine = {
  ...realPaths,
  next: (state, codePoint) => {
    if (!plain.test(String.fromCodePoint(codePoint))) return dead;
    // A slash may stand at the end, and twice.
    if (codePoint === slash && (state[0] === 1 || state[0] === 5)) return [5];
    return realPaths.next(state, codePoint);
  },
  accepts: ([at]) => at === 1 || at === 2 || at === 5,
  bounds: [...realPaths.bounds, ...Array.from({ length: 128 }, (_, code) => code)],
};

/** Any text at all. */
export const anyText: Machine = { start: [0], next: (state) => state, accepts: (state) => state.length > 0, bounds: [] };

/** What begins with a slash, and so is seen alike from every directory. */
export const absolutes: Machine = {
  start: [0],
  next: ([at], codePoint) => (at === 0 && codePoint !== slash ? dead : at === undefined ? dead : [1]),
  accepts: ([at]) => at === 1,
  bounds: only(slash),
};

/** Such as `.`, `..` and `/`: directories in which the program runs, which are no links. */
export const dots: Machine = {
  start: [0],
  next: (state, codePoint) => (codePoint === dot || codePoint === slash ? state : dead),
  accepts: (state) => state.length > 0,
  bounds: [...only(dot), ...only(slash)],
};
