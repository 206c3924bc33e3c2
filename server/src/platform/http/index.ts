export * from './call';
export * from './guards';
export * from './handles.decorator';
export * from './run';
export * from './upload';
