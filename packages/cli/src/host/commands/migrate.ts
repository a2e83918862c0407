// femtoclaw migrate: journal and configuration in the form of this version, or back again (FC-UPGRADE-0001).
import { userInfo } from "node:os";
import { dirname, resolve } from "node:path";
import {
  Config, migrate as migrateAll, migrateBack, planConfiguration, planMigration, readTextFile, resolveConfig, RUNTIME_VERSION,
  type ConfigurationPlan, type MigrationDone, type MigrationOrder, type MigrationPlan, type MigrationUndone,
} from "@femtoclaw/runtime";
import { fault, FemtoClawError, type JsonObject } from "@femtoclaw/protocol";
import { exitCode } from "../../exit-code.ts";
import { FaultsError } from "../../faults-error.ts";
import { printable } from "../../printable.ts";
import { formatBytes, plural } from "../../quantity.ts";
import { dim, plain, span, type Line } from "../../styled-line.ts";
import { shortenPath, type CommandAction, type CommandResult, type Session } from "../session.ts";
import { configFile } from "../settings.ts";

const row = (label: string, ...spans: Line): Line => [span("label", `  ${label.padEnd(14)}`), ...spans];

/** Not as other commands read it: here it may be of an earlier version. */
const planOf = async (file: string): Promise<ConfigurationPlan> => {
  const text = await readTextFile(file, "a configuration file");
  if (!text.ok) throw new FemtoClawError(text.fault);
  const plan = planConfiguration(text.value, file);
  if (plan.ok) return plan.value;
  throw new FaultsError(plan.fault[0] ?? fault("FC_CONFIG_FILE", "a configuration file", "none", { file }), plan.fault);
};

const orderOf = async (session: Session): Promise<MigrationOrder> => {
  const { io, options, screen } = session;
  const file = await configFile(session);
  const configuration = async (): Promise<ConfigurationPlan | null> => (file === null ? null : planOf(file));
  const config = (await configuration())?.config ?? Config.industrial();
  const named = options.text("--journal");
  const why = options.text("--why") ?? `femtoclaw migrate, version ${RUNTIME_VERSION}`;
  return {
    journal: named === null ? resolveConfig(config, file === null ? io.directory : dirname(file)).journal : resolve(io.directory, named),
    configuration, file, why, who: userInfo().username, onStage: (stage) => screen.status(stage),
  };
};

const planRows = ({ journal, configuration }: MigrationPlan, directory: string, shorten: (file: string) => string): readonly Line[] => [
  journal === null
    ? row("journal", plain(`${printable(shorten(directory))}  none yet`))
    : row("journal", plain(`${printable(shorten(directory))}  format ${journal.format}, ${plural(journal.records, "record")} whole and linked, ${formatBytes(journal.bytes)}`), dim(`  root ${journal.root.slice(0, 16)}…`)),
  ...(journal === null || journal.tornBytes === 0 ? [] : [row("", dim(`${plural(journal.tornBytes, "byte")} after them of a batch that was never acknowledged`))]),
  configuration === null ? row("configuration", plain("none")) : row("configuration", plain(`${printable(shorten(configuration.file))}  version ${configuration.from}, every value in its published shape`)),
];

const planDocument = ({ journal, configuration }: MigrationPlan): JsonObject => ({
  journal: journal === null ? null : { ...journal, head: { ...journal.head } },
  configuration: configuration === null ? null : { file: configuration.file, from: configuration.from, to: configuration.to, what: [...configuration.what] },
});

const doneDocument = ({ done }: MigrationDone): JsonObject | null =>
  done === null ? null : { ...done, journal: done.journal === null ? null : { ...done.journal }, configuration: done.configuration === null ? null : { ...done.configuration } };

const settledLines = (settled: MigrationDone["settled"]): readonly Line[] =>
  settled === "none" ? [] : [[span("warn", "cut short"), plain(`  a migration that had been cut short was ${settled}`)]];

const dryRun = async (session: Session, order: MigrationOrder): Promise<CommandResult> => {
  const plan = await planMigration(order);
  const { journal, configuration } = plan;
  session.screen.status(null);
  const shorten = shortenPath(session.io);
  // What this version has no reader for was refused before: whatever is here and not of this version can be brought forward.
  const steps = [
    ...(journal === null || journal.format === journal.current ? [] : [`the journal's records in files of format ${journal.current}; the old ones kept beside it`]),
    ...(configuration === null || configuration.from === configuration.to ? [] : [`the configuration in version ${configuration.to}; the old text kept beside it`]),
  ];
  session.screen.print([
    [steps.length === 0 ? span("good", "nothing to migrate") : span("warn", "would migrate"), plain(steps.length === 0 ? "  everything is in the form of this version" : ""), dim("  dry run: nothing was written")],
    ...steps.map((it) => row("would write", plain(it))),
    ...planRows(plan, order.journal, shorten),
  ]);
  return { exitCode: exitCode.success, document: { dryRun: true, needed: steps.length > 0, ...planDocument(plan) } };
};

const doneLines = ({ settled, done, ...plan }: MigrationDone, order: MigrationOrder, shorten: (file: string) => string): readonly Line[] => [
  ...settledLines(settled),
  done === null
    ? [span("good", settled === "finished" ? "nothing else was begun" : "nothing to migrate"), plain(settled === "finished" ? "" : "  everything is in the form of this version")]
    : [span("good", "migrated"), plain(`  recorded with ${printable(done.who)}: ${printable(done.why)}`)],
  ...planRows(plan, order.journal, shorten),
  ...(done === null ? [] : [done.journal?.backup, done.configuration?.backup].flatMap((name) => (name === undefined ? [] : [row("kept", plain(printable(name)))]))),
];

const undoneLines = ({ settled, undone, lost, aside }: MigrationUndone, shorten: (file: string) => string): readonly Line[] => [
  ...settledLines(settled),
  undone === null
    ? [span("good", "nothing else was begun")]
    : [span("good", "back"), plain(`  from the migration by ${printable(undone.who)}`), dim(lost === 0 ? "" : `  ${plural(lost, "record")} that came since ${lost === 1 ? "is" : "are"} only in what was put aside`)],
  ...aside.map((it) => row("put aside", plain(printable(shorten(it))))),
];

export const migrate: CommandAction = async (session) => {
  const { options, screen, io } = session;
  const back = options.has("--back");
  if (back && options.has("--dry-run")) throw new FemtoClawError(fault("FC_USAGE", "--dry-run or --back", "both"));
  if (!back && options.has("--accept-loss")) throw new FemtoClawError(fault("FC_USAGE", "--accept-loss beside --back", "no --back"));
  const order = await orderOf(session);
  if (options.has("--dry-run")) return dryRun(session, order);
  const shorten = shortenPath(io);
  if (back) {
    const undone = await migrateBack({ ...order, acceptLoss: options.has("--accept-loss") });
    screen.status(null);
    screen.print(undoneLines(undone, shorten));
    return { exitCode: exitCode.success, document: { dryRun: false, settled: undone.settled, back: undone.undone !== null, lost: undone.lost, aside: [...undone.aside] } };
  }
  const done = await migrateAll(order);
  screen.status(null);
  screen.print(doneLines(done, order, shorten));
  return { exitCode: exitCode.success, document: { dryRun: false, settled: done.settled, migrated: doneDocument(done), ...planDocument(done) } };
};
