export { __Pascal__Controller } from './__kebab__.controller';
export { __Pascal__Service } from './__kebab__.service';
export { __camel__Policies } from './__kebab__.policy';
export { __camel__EntryCollection, type __Pascal__EntryDocument } from './__kebab__.collection';
