import { Agent } from 'node:http';
import { loadWinston } from '../hosts.mjs';
import { winstonOver } from '../loggers.mjs';

export const open = ({ url }) => {
  const { hostname: host, port } = new URL(url);
  const agent = new Agent({ keepAlive: true, maxSockets: 8 });
  return winstonOver(
    new (loadWinston().transports.Http)({ host, port, path: '/', agent, batch: true, batchCount: 1000, batchInterval: 50 }),
  );
};
