// `npm test` starts a database for each process of tests where one alone would be what all wait for.
const uris = process.env.QIANGJI_WORKER_URIS?.split(' ') ?? [];
const own = uris[Number(process.env.JEST_WORKER_ID) - 1];
if (own) process.env.MONGODB_URI = own;
