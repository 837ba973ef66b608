import { ConfigurationError } from '../core/errors.js';

/**
 * Nobody can be made to wait at this door. Winston stops every other transport while one withholds its callback (after 16 records);
 * a Pino worker cannot stop its main thread, which would pile up records without bound instead.
 * @throws ConfigurationError for `overflow: 'block'`.
 */
export const refuseBlocking = (options: unknown, door: string): void => {
  if ((options as { readonly overflow?: unknown } | undefined)?.overflow !== 'block') return;
  const cure =
    'Use it with `createHandler` or with Pino in process (`createDestination`), or leave it out and have a `spool`, on which records wait that memory has no room for';
  throw new ConfigurationError(`option \`overflow\`: 'block' cannot be had with ${door}, where nobody can be made to wait. ${cure}`, {
    context: { option: 'overflow' },
  });
};
