// One Chromium for all tests, and what a page does while it is open.
import { chromium } from "playwright-core";
import { pathToFileURL } from "node:url";
import { join } from "node:path";

export async function launch(more = []) {
  const root = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: [...root, "--disable-gpu", "--disable-dev-shm-usage", ...more],
  });
}

export const file_address = (folder, name) => pathToFileURL(join(folder, name)).href;

// A context with one page: `seen` fills while pages load.
export async function open(browser, options = {}) {
  const context = await browser.newContext({ reducedMotion: "reduce", serviceWorkers: "block", ...options });
  const page = await context.newPage();
  const seen = { requests: [], failures: [], console: [], errors: [] };
  page.on("request", (request) => seen.requests.push(request.url()));
  page.on("requestfailed", (request) => seen.failures.push(`${request.url()} ${request.failure()?.errorText}`));
  page.on("response", (response) => response.status() >= 400 && seen.failures.push(`${response.url()} ${response.status()}`));
  page.on("console", (message) => seen.console.push(`${message.type()}: ${message.text()}`));
  page.on("pageerror", (error) => seen.errors.push(String(error)));
  const forget = () => Object.values(seen).forEach((list) => (list.length = 0));
  return { context, page, seen, forget, close: () => context.close() };
}
