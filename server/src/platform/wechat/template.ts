/** What a reminder of an exam can say; the template names which of its keys says what. */
export const TEMPLATE_FACTS = ['title', 'startBy', 'minutes', 'note'] as const;
export type TemplateFact = (typeof TEMPLATE_FACTS)[number];

/** A template of 订阅消息 as mp.weixin.qq.com lists it: its id, and the key of each fact. */
export interface SubscribeTemplate {
  id: string;
  keys: Partial<Record<TemplateFact, string>>;
}

/** Which of WeChat's kinds of keys can hold a fact. */
const KINDS: Record<TemplateFact, readonly string[]> = {
  title: ['thing'],
  startBy: ['time', 'date'],
  minutes: ['number', 'character_string'],
  note: ['thing'],
};
const NEEDED: readonly TemplateFact[] = ['title', 'startBy'];
const ID = /^[\w-]{20,64}$/;
const KEY = /^([a-z_]+?)\d+$/;

export const TEMPLATE_EXAMPLE = '<template id>:title=thing1,startBy=time2,note=thing3';

function isFact(name: string): name is TemplateFact {
  return (TEMPLATE_FACTS as readonly string[]).includes(name);
}

/** Reads `<template id>:title=thing1,startBy=time2`; answers what is wrong with it as a string. */
export function readTemplate(text: string): SubscribeTemplate | string {
  const [id = '', listed = '', ...rest] = text.split(':');
  if (rest.length > 0 || !ID.test(id)) return `"${id}" is no template id`;
  const keys: SubscribeTemplate['keys'] = {};
  for (const pair of listed.split(',')) {
    const [fact = '', key = ''] = pair.trim().split('=');
    if (!isFact(fact)) return `"${fact}" is none of ${TEMPLATE_FACTS.join(', ')}`;
    const kind = KEY.exec(key)?.[1] ?? '';
    if (!KINDS[fact].includes(kind))
      return `${fact} needs a key like ${KINDS[fact][0]}1, not "${key}"`;
    if (keys[fact] !== undefined || Object.values(keys).includes(key))
      return `"${pair}" comes twice`;
    keys[fact] = key;
  }
  const missing = NEEDED.find((fact) => keys[fact] === undefined);
  return missing ? `a key for ${missing} is missing` : { id, keys };
}
