export * from './job.service';
