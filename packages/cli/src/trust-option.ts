// Whose signatures count: of every command that believes one.
import { option } from "./command-spec.ts";

export const trustOption = option("--trust", "FILE", "file", "whose signatures count: lines of `journal KEY [until SIZE]`, `witness KEY`, `revoked KEY`, `need N`");
