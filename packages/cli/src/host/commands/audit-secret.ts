// femtoclaw audit secret: whoever holds the key and a value can tell whether it is what was committed to, and where (FC-SEC-0003.R7). The
// value itself is read from where no other user can see it, and is in no output.
import { resolve } from "node:path";
import type { JournalRecord } from "@femtoclaw/core";
import { commitmentsIn, isCommitment, type Committer } from "@femtoclaw/memory";
import { loadCommitmentKey, readJournal } from "@femtoclaw/memory/host";
import { fault, FemtoClawError, type JsonObject } from "@femtoclaw/protocol";
import { readRuntimeStarted, readTextFile, secretsKeyOf } from "@femtoclaw/runtime";
import { exitCode } from "../../exit-code.ts";
import { printable } from "../../printable.ts";
import { plural } from "../../quantity.ts";
import { dim, labelled, plain, span } from "../../styled-line.ts";
import { readText } from "../read-lines.ts";
import { shortenPath, type CommandAction, type CommandResult, type Session } from "../session.ts";
import { noteArchived } from "../archived-note.ts";
import { loadSettings, withArchives } from "../settings.ts";

const maxValueBytes = 65_536;
/** More are counted and not named. */
const mostNamed = 1_000;

const usage = (expected: string, found: string): FemtoClawError => new FemtoClawError(fault("FC_USAGE", expected, found));

const givenValue = async ({ io, options }: Session): Promise<string> => {
  const [name, file] = [options.text("--value-env"), options.text("--value-file")];
  if (name !== null && file !== null) throw usage("--value-env or --value-file", "both");
  if (name !== null) return io.environment[name] ?? "";
  if (file === null) {
    if (io.terminal !== null) throw usage("the value on stdin, from a pipe or a file, or --value-env, or --value-file", "a terminal, which would show it");
    return readText(io.stdin, maxValueBytes);
  }
  const text = await readTextFile(resolve(io.directory, file), "the value");
  if (text.ok) return text.value;
  throw new FemtoClawError(text.fault);
};

const valueOf = async (session: Session): Promise<string> => {
  const value = (await givenValue(session)).replace(/(\r?\n)+$/, "");
  if (value === "") throw usage("a value", "an empty one");
  return value;
};

const judge = (session: Session, commitment: string, own: string): CommandResult => {
  if (!isCommitment(commitment)) throw usage("a commitment as it stands in a record, [secret:v1:…] with 64 hexadecimal digits", "another text");
  const matches = commitment === own;
  session.screen.print([[span(matches ? "good" : "bad", matches ? "the same" : "another"), plain(matches ? "  the value is what the commitment stands for" : "  the value is not what the commitment stands for, or the key is another journal's")]]);
  return { exitCode: matches ? exitCode.success : exitCode.different, document: { commitment, matches } };
};

interface Sighting {
  readonly seq: number;
  readonly kind: string;
}

const holds = ({ body }: JournalRecord, commitment: string): boolean => commitmentsIn(JSON.stringify(body)).includes(commitment);

const lookThrough = async (session: Session, journal: string, { keyId, commit }: Committer, value: string): Promise<CommandResult> => {
  const commitment = commit(value);
  const seen: Sighting[] = [];
  const otherKeys = new Set<string>();
  let count = 0;
  for await (const { record } of readJournal(withArchives(session, journal))) {
    const key = readRuntimeStarted(record)?.commitmentKey ?? null;
    if (key !== null && key !== keyId) otherKeys.add(key);
    if (!holds(record, commitment)) continue;
    count += 1;
    if (seen.length < mostNamed) seen.push({ seq: record.seq, kind: record.kind });
  }
  session.screen.print([
    [span(count > 0 ? "good" : "bad", count > 0 ? "found" : "not found"), plain(count > 0 ? `  in ${plural(count, "record")}` : "  in no record of this journal")],
    labelled("stands", [plain(printable(commitment))]),
    ...seen.map(({ seq, kind }) => labelled("record", [plain(`#${seq}  ${printable(kind)}`)])),
    ...(count > seen.length ? [labelled("", [dim(`and ${plural(count - seen.length, "more record")}`)])] : []),
    ...(otherKeys.size > 0 ? [labelled("note", [dim(`${plural(otherKeys.size, "other key")} were in use too: what was committed to under them is not found with this one`)])] : []),
  ]);
  const archived = await noteArchived(session, withArchives(session, journal));
  const document: JsonObject = { journal, commitment, count, records: seen.map((it) => ({ ...it })), otherKeys: [...otherKeys], archived };
  return { exitCode: count > 0 ? exitCode.success : exitCode.different, document };
};

export const auditSecret: CommandAction = async (session) => {
  const [commitment] = session.arguments;
  const config = await loadSettings(session);
  const named = session.options.text("--key");
  const file = named === null ? secretsKeyOf(config) : resolve(session.io.directory, named);
  const committer = await loadCommitmentKey(file);
  if (committer === null) throw new FemtoClawError(fault("FC_KEY_FILE", `the key of commitments at ${shortenPath(session.io)(file)}`, "no file of that name", { file }));
  const value = await valueOf(session);
  return commitment === undefined ? lookThrough(session, config.journal, committer, value) : judge(session, commitment, committer.commit(value));
};
