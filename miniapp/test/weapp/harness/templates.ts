import fs from 'node:fs';

/** What the real base.wxml makes of a node: its tag, and where each attribute comes from. */
export interface Template {
  tag: string;
  /** Attribute to the key of the node's data, for example `aria-label` to `p5`. */
  attributes: Map<string, string>;
  /** Events that reach the app, for example `tap`. */
  events: Set<string>;
}

/** Reads the templates that the build wrote, by the short node name that the data carries. */
export function readTemplates(file: string): Map<string, Template> {
  const wxml = fs.readFileSync(file, 'utf8');
  const templates = new Map<string, Template>();
  for (const [, name = '', body = ''] of wxml.matchAll(
    /<template name="tmpl_0_([^"]+)">([\s\S]*?)<\/template>\n(?=\n|<template name|$)/g,
  )) {
    const [, tag = '', attributes = ''] =
      /<([\w-]+)((?:\s+[\w:-]+(?:="[^"]*")?)*)/.exec(body) ?? [];
    const template: Template = { tag, attributes: new Map(), events: new Set() };
    for (const [, attribute = '', value = ''] of attributes.matchAll(/([\w:-]+)="([^"]*)"/g)) {
      const event = /^(?:bind|catch):?(\w+)$/.exec(attribute);
      if (event?.[1]) template.events.add(event[1]);
      const key = /i\.(\w+)/.exec(value);
      if (key?.[1]) template.attributes.set(attribute, key[1]);
    }
    templates.set(name, template);
  }
  // A field's template only chooses between two, by whether it has the focus.
  for (const [name, { tag }] of templates) {
    const resting = templates.get(`${name}_blur`);
    if (tag === 'template' && resting) templates.set(name, resting);
  }
  return templates;
}
