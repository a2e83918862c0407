import { arch, platform, release } from "node:os";
import { failed, passed, warned, type Check } from "../../check.ts";

const needed = [22, 19] as const;

export const checkNode = (): Check => {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  const enough = major > needed[0] || (major === needed[0] && minor >= needed[1]);
  return enough ? passed("node", process.versions.node) : failed("node", process.versions.node, `Install Node ${needed.join(".")} or newer.`);
};

export const checkPlatform = (): Check => {
  const detail = `${platform()} ${release()} ${arch()}`;
  if (platform() === "linux") return passed("platform", detail);
  if (platform() === "darwin") return warned("platform", detail, "Files are confined by path alone here; on Linux also by handles that cannot be swapped underneath.");
  return warned("platform", detail, "The shell claw ends whole process groups, which only POSIX systems have; use Linux, or WSL.");
};
