/** A capability's exact name, `http.*` for all whose name begins so, or `*` for every one. */
export const namesCapability = (written: string, name: string): boolean =>
  written === "*" || (written.endsWith(".*") ? name.startsWith(written.slice(0, -1)) : written === name);
