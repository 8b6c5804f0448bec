import assert from 'node:assert/strict';
import { existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { chromium } from 'playwright-core';
import { repository } from './gateway.mjs';

const candidates = [process.env.SALLYPORT_CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const shots = path.join(repository, 'artifacts/ui-screenshots');
const themes = ['dark', 'light'];

/** Chromium's path, or undefined where it is not installed. */
export const program = candidates.find((candidate) => candidate && existsSync(candidate));

/** What a test file says when it cannot run; false when it can. */
export const skip = program ? false : 'Chromium is not installed';

/** A browser with one page that remembers everything it complained about. */
export async function openBrowser(url, { width = 1440, height = 900 } = {}) {
  const browser = await chromium.launch({
    executablePath: program,
    headless: true,
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  });
  const context = await browser.newContext({ baseURL: url, viewport: { width, height }, colorScheme: 'dark', reducedMotion: 'reduce' });
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  const complaints = [];
  const expected = new Set();
  await page.exposeFunction('reportViolation', (text) => complaints.push(`CSP: ${text}`));
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => window.reportViolation(`${event.violatedDirective} ${event.blockedURI} ${event.sample}`));
  });
  page.on('pageerror', (error) => complaints.push(`Script error: ${error.stack}`));
  page.on('console', (message) => {
    // A refusal by the API is an answer, not a fault; those that no test expects are reported as answers below.
    if (['error', 'warning'].includes(message.type()) && !message.text().startsWith('Failed to load resource')) {
      complaints.push(`Console ${message.type()}: ${message.text()}`);
    }
  });
  page.on('response', (response) => {
    const { pathname } = new URL(response.url());
    // Whether somebody is signed in can only be asked; 401 is "nobody".
    if (response.status() >= 400 && !pathname.endsWith('/auth/me') && !expected.has(`${response.status()} ${pathname}`)) {
      complaints.push(`${response.status()} for ${response.request().method()} ${pathname}`);
    }
  });
  page.on('request', (request) => {
    if (!request.url().startsWith(url) && !request.url().startsWith('data:')) {
      complaints.push(`Request to elsewhere: ${request.url()}`);
    }
  });
  return {
    page,
    /** Lets one refusal pass, such as "401 /api/v1/auth/login". */
    expect: (refusal) => expected.add(refusal),
    /** Fails when the browser complained since the last look. */
    assertQuiet: () => assert.deepEqual(complaints.splice(0), [], 'the browser complained'),
    close: () => browser.close(),
  };
}

/** Saves the page as it looks in both themes. */
export async function shoot(page, name, { fullPage = false } = {}) {
  mkdirSync(shots, { recursive: true });
  for (const theme of themes) {
    await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
    await page.waitForSelector(`html[data-theme="${theme}"]`);
    await page.screenshot({ path: path.join(shots, `${name}-${theme}.png`), fullPage, animations: 'disabled' });
  }
  await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
  await page.waitForSelector('html[data-theme="dark"]');
}

export const byId = (page, id) => page.locator(`[data-testid="${id}"]`);

/** Fills in the sign-in form that the page shows, and sends it. */
export async function submitSignIn(page, password, username = 'admin') {
  await byId(page, 'sign-in-username').fill(username);
  await byId(page, 'sign-in-password').fill(password);
  await byId(page, 'sign-in-submit').click();
}

/** Opens the app and signs in; the page shows the dashboard then. */
export async function signInPage(page, password, username = 'admin') {
  await page.goto('/');
  await submitSignIn(page, password, username);
  await untilText(page.locator('h1'), /Dashboard/);
}

/** Waits until the element's text matches. */
export async function untilText(locator, pattern, timeout = 15_000) {
  const deadline = Date.now() + timeout;
  let text = '';
  while (Date.now() < deadline) {
    text = (await locator.first().textContent({ timeout: 2_000 }).catch(() => '')) ?? '';
    if (pattern.test(text)) {
      return text;
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  assert.match(text, pattern);
  return text;
}
