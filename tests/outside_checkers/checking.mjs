// Pages read by pa11y (HTML_CodeSniffer, WCAG 2 AA) and Lighthouse. Standard input: {tools, chrome, pages: [{url, headers,
// width, steps, lighthouse}]}. Standard output: one JSON line for each page with what was found.
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { text } from "node:stream/consumers";

const job = JSON.parse(await text(process.stdin));
const require = createRequire(`${job.tools}/`);
const pa11y = require("pa11y");
const puppeteer = createRequire(require.resolve("pa11y"))("puppeteer");
const { default: lighthouse } = await import(pathToFileURL(require.resolve("lighthouse")));
const browser = await puppeteer.launch({ executablePath: job.chrome, args: ["--no-sandbox", "--disable-gpu"] });
const port = Number(new URL(browser.wsEndpoint()).port);

async function codeSniffer(page) {
  const viewport = { width: page.width, height: 800 };
  const options = { browser, headers: page.headers, standard: "WCAG2AA", viewport, actions: page.steps, timeout: job.patience };
  try {
    const { issues } = await pa11y(page.url, options);
    return issues.map((issue) => `${issue.code}: ${issue.message} ${issue.selector}`);
  } catch (trouble) {
    return [`could not be read: ${trouble.message ?? trouble}`]; // such as a label that names what cannot be an id
  }
}

async function lightHouse(page) {
  const categories = ["accessibility", "best-practices"];
  const flags = { port, extraHeaders: page.headers, onlyCategories: categories, maxWaitForLoad: job.patience };
  const { lhr } = await lighthouse(page.url, flags);
  const told = lhr.runtimeError ? [lhr.runtimeError.message] : [];
  const failed = Object.values(lhr.audits).filter((audit) => audit.score === 0 && audit.scoreDisplayMode === "binary");
  const scores = Object.fromEntries(categories.map((name) => [name, Math.round(100 * lhr.categories[name].score)]));
  return { scores, failed: [...told, ...failed.map((audit) => `${audit.id}: ${audit.title}`)] };
}

try {
  for (const page of job.pages) {
    const found = { url: page.url, width: page.width, issues: await codeSniffer(page) };
    if (page.lighthouse) found.lighthouse = await lightHouse(page);
    console.log(JSON.stringify(found));
  }
} finally {
  await browser.close();
}
