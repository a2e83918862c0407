// FC-CLAW-0003: POSIX paths as text. Nothing here touches the file system; what a path really is comes as a fact.

/** `path` seen from the absolute directory `base`, with `.`, `..` and doubled slashes gone. Null for NUL or an empty path. */
export const resolvePath = (base: string, path: string): string | null => {
  if (path === "" || path.includes("\0")) return null;
  const parts: string[] = [];
  for (const part of (path.startsWith("/") ? path : `${base}/${path}`).split("/")) {
    if (part === "" || part === ".") continue;
    if (part === "..") parts.pop();
    else parts.push(part);
  }
  return `/${parts.join("/")}`;
};

/**
 * A path that a program will find in its argument vector and resolve itself, seen from its working directory. Null where it
 * could read it otherwise than `resolvePath` does: a leading hyphen is an option to it, and `..` after a name leads to the
 * parent of what that name links to.
 */
export const resolveOperand = (cwd: string, text: string): string | null =>
  text.startsWith("-") || climbsAfterName(text) ? null : resolvePath(cwd, text);

const climbsAfterName = (path: string): boolean => {
  let named = false;
  for (const part of path.split("/")) {
    if (part === ".." && named) return true;
    named ||= part !== "" && part !== "." && part !== "..";
  }
  return false;
};

/** True when `path` is `directory` or lies under it. Both absolute and normal. */
export const isWithin = (directory: string, path: string): boolean =>
  directory === path || path.startsWith(directory === "/" ? "/" : `${directory}/`);

/** The path from `directory` to `path` under it, without a leading slash; empty for the directory itself. */
export const relativePath = (directory: string, path: string): string =>
  path.slice(directory === "/" ? 1 : directory.length + 1);

/** A path and every directory in which it lies, the nearest first. Absolute and normal. */
export const directoriesOf = (path: string): readonly string[] => {
  const found: string[] = [];
  for (let at = path; at !== "" && at !== "/"; at = at.slice(0, at.lastIndexOf("/"))) found.push(at);
  return [...found, "/"];
};
