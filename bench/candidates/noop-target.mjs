import { Writable } from 'node:stream';

export default () => new Writable({ decodeStrings: false, write: (_chunk, _encoding, done) => done() });
