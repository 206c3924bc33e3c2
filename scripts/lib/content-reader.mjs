import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

/** Collects faults as `place: reason`, so that whoever wrote the content finds the line at once. */
export class Faults {
  list = [];

  add(place, reason) {
    this.list.push(`${place}: ${reason}`);
  }

  /** Adds the fault unless the condition holds; gives the condition back. */
  must(condition, place, reason) {
    if (!condition) this.add(place, reason);
    return Boolean(condition);
  }

  /** Exactly these keys: a mistyped or forgotten one shows nowhere else. */
  keys(value, wanted, place, optional = []) {
    if (!this.must(value && typeof value === 'object', place, 'is not an object')) return false;
    const have = Object.keys(value);
    const missing = wanted.filter((key) => !have.includes(key));
    const surplus = have.filter((key) => !wanted.includes(key) && !optional.includes(key));
    this.must(missing.length === 0, place, `lacks ${missing.join(', ')}`);
    this.must(surplus.length === 0, place, `has unknown ${surplus.join(', ')}`);
    return missing.length === 0;
  }

  /** Reports what occurs twice. */
  unique(values, place) {
    const seen = new Set();
    for (const value of values) {
      this.must(!seen.has(value), place, `${value} occurs twice`);
      seen.add(value);
    }
  }

  /** Text that a person reads: not empty, full-width punctuation, a space between Han and digits. */
  text(value, place, max = Infinity) {
    if (!this.must(typeof value === 'string' && value.trim() !== '', place, 'is empty')) return;
    this.must(value.length <= max, place, `is longer than ${max} characters`);
    const half = /[\u4e00-\u9fff][,;:?!]/.exec(value);
    this.must(!half, place, `half-width punctuation after Han at “${half?.[0]}”`);
    const tight = /[\u4e00-\u9fff]\d|\d[\u4e00-\u9fff]/.exec(value);
    this.must(!tight, place, `no space between Han and digit at “${tight?.[0]}”`);
  }
}

/** The content folder as plain values; a file that cannot be read is a fault, not a crash. */
export function readContent(dir, faults) {
  const names = (folder, ending) => {
    const path = join(dir, folder);
    return existsSync(path) ? readdirSync(path).filter((name) => name.endsWith(ending)) : [];
  };
  const json = (path, empty) => {
    try {
      return JSON.parse(readFileSync(join(dir, path), 'utf8'));
    } catch (error) {
      faults.add(path, error.message);
      return empty;
    }
  };
  const piece = (name) => {
    const path = `pieces/${name}`;
    const match = /^---\n([\s\S]*?)\n---\n([\s\S]*)$/.exec(readFileSync(join(dir, path), 'utf8'));
    if (!faults.must(match, path, 'has no front matter')) return [];
    try {
      return [
        { path, slug: name.slice(0, -3), front: parse(match[1]) ?? {}, body: match[2].trim() },
      ];
    } catch (error) {
      faults.add(path, error.message);
      return [];
    }
  };
  const jsonFolder = (folder, empty) =>
    names(folder, '.json').map((name) => ({
      path: `${folder}/${name}`,
      code: name.slice(0, -5),
      value: json(`${folder}/${name}`, empty),
    }));
  return {
    facts: json('facts.json', {}),
    topics: json('topics.json', []),
    pieces: names('pieces', '.md').flatMap(piece),
    banks: jsonFolder('questions', []),
    checklists: jsonFolder('checklists', {}),
    duty: json('duty.json', {}),
    plan: json('plan.json', {}),
    images: names('images', '.jpg').map((name) => ({
      path: `images/${name}`,
      name,
      bytes: readFileSync(join(dir, 'images', name)),
    })),
  };
}

/** Width and height from the frame header of a JPEG; null where there is none. */
export function jpegSize(bytes) {
  if (bytes.length < 4 || bytes.readUInt16BE(0) !== 0xffd8) return null;
  for (let at = 2; at + 9 < bytes.length; at += 2 + bytes.readUInt16BE(at + 2)) {
    const marker = bytes.readUInt16BE(at);
    if (marker >= 0xffc0 && marker <= 0xffc2) {
      return { width: bytes.readUInt16BE(at + 7), height: bytes.readUInt16BE(at + 5) };
    }
  }
  return null;
}
