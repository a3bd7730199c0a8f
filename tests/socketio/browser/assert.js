// node:assert/strict for a page: the three checks that the tests use.
// SPDX-License-Identifier: GPL-3.0-or-later
const show = (value) => {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 300 ? `${text.slice(0, 300)}…` : text;
};

function same(a, b) {
  if (Object.is(a, b)) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  if (Object.getPrototypeOf(a) !== Object.getPrototypeOf(b)) return false;
  if (ArrayBuffer.isView(a)) return a.length === b.length && a.every((byte, i) => byte === b[i]);
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => key in b && same(a[key], b[key]));
}

const fail = (message) => {
  throw new Error(message);
};

export default {
  ok: (value, message) => value || fail(message ?? `${show(value)} is not true`),
  equal: (a, b, message) => Object.is(a, b) || fail(`${message ?? ""} ${show(a)} is not ${show(b)}`),
  deepEqual: (a, b, message) => same(a, b) || fail(`${message ?? ""} ${show(a)} is not ${show(b)}`),
};
