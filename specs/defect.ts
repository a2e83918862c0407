/** One thing that is wrong, at one place. `file` is relative to the repository; `line` counts from 1. */
export interface Defect {
  readonly file: string;
  readonly line: number;
  readonly message: string;
}

export const defect = (file: string, line: number, message: string): Defect => ({ file, line, message });

export const describeDefect = (it: Defect): string => `${it.file}:${it.line}: ${it.message}`;
