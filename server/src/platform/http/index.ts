export * from './call';
export { takeFastLane } from './fast-lane';
export * from './guards';
export * from './handles.decorator';
export { allowedOrigin, headersMiddleware, securityHeaders, type SecurityHeaders } from './headers';
export { hotRoutes, type HotRoute } from './hot-routes';
export * from './run';
export * from './upload';
