// The commands that copy, move and renew the journal as a whole.
import { argument, flag, option, type CommandSpec } from "./command-spec.ts";
import { trustOption } from "./trust-option.ts";

export const keepingCommands: readonly CommandSpec[] = [
  {
    name: "backup",
    summary: "copy the journal whole, also while it is written, and verify the copy",
    arguments: [argument("directory", "where to; a new or empty one", "directory")],
    options: [option("--checkpoint", "FILE", "file", "a signed note that the journal must begin with"), trustOption],
    examples: ["femtoclaw backup /mnt/elsewhere/monday"],
    exitCodes: [9, 10],
  },
  {
    name: "restore",
    summary: "bring a backup back as the journal, where there is none, and verify it",
    arguments: [argument("backup", "a directory that `backup` made", "directory")],
    options: [option("--checkpoint", "FILE", "file", "a signed note that the backup must begin with"), trustOption],
    examples: ["femtoclaw restore /mnt/elsewhere/monday --journal .femtoclaw/journal"],
    exitCodes: [9, 10],
  },
  {
    name: "archive",
    summary: "move the beginning of the journal into an archive that keeps every proof; recorded with who and why, where the configuration allows it",
    arguments: [],
    options: [
      option("--before", "WHEN", "text", "only records before this number, as 4711; or of before this date: 2026-11-01, or a time back such as 90d"),
      option("--to", "DIR", "directory", "where to; a new directory, which is the archive from then on"),
      option("--why", "TEXT", "text", "recorded with it; needed"),
      flag("--dry-run", "say what would be archived and what holds it back; nothing is written"),
      flag("--settle", "finish or take back what was cut short, and begin nothing"),
    ],
    examples: ['femtoclaw archive --before 90d --to /mnt/elsewhere/2026-q3 --why "Quarterly."', "femtoclaw audit verify --archive /mnt/elsewhere/2026-q3"],
    exitCodes: [4, 9, 10],
  },
  {
    name: "migrate",
    summary: "bring the journal and the configuration to the form of this version, or back; the old ones are kept",
    arguments: [],
    options: [
      flag("--dry-run", "check both and say what would be done; nothing is written"),
      flag("--back", "go back from the last migration: what was kept gets its name again"),
      flag("--accept-loss", "with --back: also where records came since; they are put aside with the journal that holds them"),
      option("--why", "TEXT", "text", "recorded with it"),
    ],
    examples: ["femtoclaw migrate --dry-run", "femtoclaw migrate", "femtoclaw migrate --back"],
    exitCodes: [9, 10],
  },
];
