// The engines in which the pure packages have to come to the same answers: Node's own, one that is not V8, and a real browser.
import { accessSync, constants } from "node:fs";
import { runInNewContext } from "node:vm";
import { chromium } from "playwright-core";
import { getQuickJS } from "quickjs-emscripten";
import type { EngineAnswer } from "./case.ts";

export interface Engine {
  readonly name: string;
  readonly run: (script: string) => Promise<{ readonly version: string; readonly answers: readonly EngineAnswer[] }>;
}

const read = (text: unknown): readonly EngineAnswer[] => {
  if (typeof text !== "string") throw new Error("the script left no answers");
  const answers: readonly EngineAnswer[] = JSON.parse(text);
  return answers;
};

const node: Engine = {
  name: "Node",
  run: (script) => {
    // An empty realm: the language and nothing else.
    const realm: { femtoclawAnswers?: unknown } = {};
    runInNewContext(script, realm, { timeout: 120_000 });
    return Promise.resolve({ version: `V8 ${process.versions.v8}`, answers: read(realm.femtoclawAnswers) });
  },
};

const quickJs: Engine = {
  name: "QuickJS",
  run: async (script) => {
    const context = (await getQuickJS()).newContext();
    try {
      // On the stack that the engine gives unasked: the depth ceiling promises that it holds.
      const result = context.evalCode(script, "pure-packages.js");
      if (result.error !== undefined) throw new Error(`the script failed: ${JSON.stringify(context.dump(result.error))}`);
      result.value.dispose();
      const handle = context.getProp(context.global, "femtoclawAnswers");
      const answers = read(context.dump(handle));
      handle.dispose();
      return { version: "as compiled in quickjs-emscripten 0.32.0", answers };
    } finally {
      context.dispose();
    }
  },
};

const places = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome", "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"];

const browserAt = (): string => {
  const named = process.env["FEMTOCLAW_CHROMIUM"];
  const found = [...(named === undefined ? [] : [named]), ...places].find((path) => {
    try {
      accessSync(path, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
  if (found === undefined) throw new Error("expected Chromium, found none: install the Debian package chromium, or name one in FEMTOCLAW_CHROMIUM");
  return found;
};

/** A page of a secure origin, as WebCrypto needs it, that comes from here and not from any network. */
const origin = "https://page.invalid/";

/** What an expression comes to, or the promise that it is, once the script has run in a page. */
export const inChromium = async (script: string, expression: string): Promise<{ readonly version: string; readonly value: unknown }> => {
  const args = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync"];
  const launched = await chromium.launch({ executablePath: browserAt(), args, timeout: 60_000 });
  try {
    const page = await launched.newPage();
    await page.route("**/*", (route) => (route.request().url() === origin ? route.fulfill({ contentType: "text/html", body: "<!doctype html>" }) : route.abort()));
    await page.goto(origin);
    await page.addScriptTag({ content: script });
    return { version: launched.version(), value: await page.evaluate(expression) };
  } finally {
    await launched.close();
  }
};

const browser: Engine = {
  name: "Chromium",
  run: async (script) => {
    const { version, value } = await inChromium(script, "globalThis.femtoclawAnswers");
    return { version, answers: read(value) };
  },
};

export const engines: readonly Engine[] = [node, quickJs, browser];
