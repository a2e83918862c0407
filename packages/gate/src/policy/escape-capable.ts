// Programs that can start other programs, run code or write where they are told, when their arguments are open. Allowing one
// of them with open arguments allows anything; `strict` refuses that at load, `industrial` warns. The list cannot be complete:
// it catches mistakes of policy authors, and is no boundary.
import { baseName } from "./program-names.ts";

/** An operand is a program, code, a script or a place to send to: every argument has to be pinned. */
const byOperand = [
  "ash", "at", "awk", "bash", "batch", "busybox", "cc", "choom", "chroot", "chrt", "clang", "cmake", "cmd", "coreutils", "cpio", "crontab", "csh", "curl",
  "dash", "dd", "doas", "ed", "elinks", "emacs", "env", "eval", "ex", "exec", "expect", "fish", "flock", "g++", "gawk", "gcc", "gdb", "ionice", "java",
  "jshell", "ksh", "ld", "ld.so", "less", "lua", "luajit", "lynx", "make", "man", "mawk", "more", "nano", "nc", "ncat", "nice", "ninja", "nmap", "node",
  "nohup", "nsenter", "nvim", "osascript", "parallel", "perl", "php", "pkexec", "powershell", "prlimit", "psql", "pwsh", "pytest", "python", "rbash", "rsync",
  "ruby", "run-parts", "runuser", "rustc", "rvim", "scp", "screen", "script", "sed", "setarch", "setpriv", "setsid", "sftp", "sg", "sh", "socat", "sqlite3",
  "ssh", "ssh-agent", "start-stop-daemon", "stdbuf", "strace", "su", "sudo", "systemd-run", "tar", "taskset", "tclsh", "telnet", "time", "timeout", "tmux",
  "toybox", "tsx", "unshare", "valgrind", "vi", "view", "vim", "watch", "wget", "xargs", "zsh",
] as const;

/** The first operand chooses what is done: it has to be pinned, and no later argument may be taken for an option. */
const bySubcommand = [
  "apk", "apt", "apt-get", "bun", "bundle", "cargo", "composer", "corepack", "deno", "dnf", "docker", "gem", "gh", "git", "go", "gradle", "hg", "ip", "jq",
  "kubectl", "mvn", "npm", "npx", "openssl", "pip", "pipx", "pnpm", "podman", "poetry", "svn", "systemctl", "terraform", "uv", "yarn",
] as const;

/** An option starts a program, or writes to a place of its own: no argument may be taken for an option. */
const byOption = [
  "bzip2", "cp", "dpkg", "fd", "find", "gpg", "gzip", "install", "ln", "lzma", "mv", "rg", "rpm", "sort", "split", "tcpdump", "tee", "tree", "unxz", "unzip",
  "xz", "xzcat", "zip", "zstd", "zstdcat",
] as const;

/** Words of such a program after which an operand is another program, code, or a setting that names one: from there on, all is pinned. */
const startingWords: { readonly [program: string]: readonly string[] } = {
  apt: ["-o", "--option"],
  "apt-get": ["-o", "--option"],
  bun: ["run", "x", "exec"],
  bundle: ["exec"],
  cargo: ["run", "--config"],
  composer: ["exec", "run-script"],
  deno: ["run", "eval", "task"],
  docker: ["run", "exec"],
  fd: ["-x", "-X", "--exec", "--exec-batch"],
  find: ["-exec", "-execdir", "-ok", "-okdir"],
  gem: ["exec"],
  gh: ["alias", "extension"],
  git: ["-c", "-x", "--config-env", "--exec", "--extcmd", "--receive-pack", "--upload-pack", "config", "foreach", "run"],
  go: ["run", "tool", "-exec", "-toolexec"],
  hg: ["--config"],
  install: ["--strip-program"],
  ip: ["exec"],
  jq: ["-f", "--from-file"],
  kubectl: ["exec", "run", "debug"],
  npm: ["exec", "run", "run-script", "x"],
  pipx: ["run"],
  pnpm: ["dlx", "exec", "run"],
  podman: ["run", "exec"],
  poetry: ["run"],
  rg: ["--pre", "--hostname-bin"],
  rpm: ["-E", "--eval", "--pipe"],
  sort: ["--compress-program"],
  split: ["--filter"],
  svn: ["--config-option", "--diff-cmd", "--diff3-cmd", "--editor-cmd"],
  tcpdump: ["-z"],
  uv: ["run", "tool"],
  yarn: ["dlx", "exec", "run"],
  zip: ["-TT", "--unzip-command"],
};

export interface EscapeRoute {
  readonly by: "operand" | "subcommand" | "option";
  /** Words after which no argument may be chosen. */
  readonly starting: readonly string[];
}

const routeOf = (name: string, by: EscapeRoute["by"]): readonly [string, EscapeRoute] => [name, { by, starting: startingWords[name] ?? [] }];

const routes: ReadonlyMap<string, EscapeRoute> = new Map([
  ...byOption.map((name) => routeOf(name, "option")),
  ...bySubcommand.map((name) => routeOf(name, "subcommand")),
  ...byOperand.map((name) => routeOf(name, "operand")),
]);

/** By the last part of the path, with or without a version at its end: `/usr/bin/python3.11` is `python`. */
export const escapeRoute = (program: string): EscapeRoute | null => {
  const name = baseName(program).toLowerCase().replace(/\.exe$/, "");
  if (name.startsWith("ld-linux") || name.startsWith("ld-musl")) return { by: "operand", starting: [] };
  return routes.get(name) ?? routes.get(name.replace(/-?[0-9][0-9.]*$/, "")) ?? null;
};
