export * from './read-sheet';
export * from './read-workbook';
export * from './receive-file';
export * from './write-template';
export * from './write-tables';
