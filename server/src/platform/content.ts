import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import { env } from './env';

/** Reads a JSON file of the content that ships with the product. */
export async function readContentJson<T>(path: string): Promise<T> {
  return JSON.parse(await readFile(join(env().contentDir, path), 'utf8')) as T;
}

/** Reads a picture of the content that ships with the product. */
export async function readContentImage(name: string): Promise<Buffer> {
  return readFile(join(env().contentDir, 'images', name));
}

/** Names of the files in a content folder that end so, in order. */
export async function listContent(folder: string, ending: string): Promise<string[]> {
  const names = await readdir(join(env().contentDir, folder));
  return names.filter((name) => name.endsWith(ending)).sort();
}

/** Reads a Markdown file with YAML front matter. */
export async function readContentMarkdown<T>(path: string): Promise<{ front: T; body: string }> {
  const text = await readFile(join(env().contentDir, path), 'utf8');
  const match = /^---\n([\s\S]*?)\n---\n([\s\S]*)$/.exec(text);
  if (!match) throw new Error(`content file ${path} has no front matter`);
  return { front: parse(match[1] ?? '') as T, body: (match[2] ?? '').trim() };
}
