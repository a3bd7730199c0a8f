// node:test for a page: describe, it, before, after and afterEach, run in order and reported to the driver.
// SPDX-License-Identifier: GPL-3.0-or-later
const suites = [];
let current = { name: "", before: [], after: [], each: [], tests: [] };
suites.push(current);

export function describe(name, body) {
  const outer = current;
  current = { name, before: [], after: [], each: [], tests: [] };
  suites.push(current);
  body();
  current = outer;
}
export const it = (name, options, body) =>
  current.tests.push({ name, body: typeof options === "function" ? options : body });
export const before = (body) => current.before.push(body);
export const afterEach = (body) => current.each.push(body);
export const after = (body) => current.after.push(body);

const attempt = async (name, body) => {
  try {
    await body();
    await window.report(name, null);
  } catch (error) {
    await window.report(name, String(error?.stack ?? error));
  }
};

// Runs everything that was described.
export async function runAll() {
  for (const suite of suites) {
    if (suite.tests.length === 0) continue;
    for (const body of suite.before) await attempt(`${suite.name}: before`, body);
    for (const { name, body } of suite.tests) {
      await attempt(`${suite.name}: ${name}`, body);
      for (const each of suite.each) await each();
    }
    for (const body of suite.after) await attempt(`${suite.name}: after`, body);
  }
}
