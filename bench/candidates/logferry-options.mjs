/**
 * logferry as it is measured everywhere: the defaults, but gzip level 1, a key, and a `capacity` that lets ten groups fill
 * chunks of 1,000 (the default of 1,000 records in all groups together would cut chunks of 100). A spool is in the run's directory.
 */
export const logferryOptions = ({ url, directory, tenants: _tenants, perSecond: _perSecond, spool, ...options }) => ({
  url,
  aggregatorKey: '{fields.tenant}',
  capacity: 10_000,
  compression: { type: 'gzip', level: 1 },
  ...(spool && { spool: { directory, ...spool } }),
  ...options,
});

/** The key as a function, for `keyFunction: true`; it reads a parsed field. */
export const withKeyFunction = ({ keyFunction = false, ...options }) => (keyFunction ? { ...options, aggregatorKey: keyOf } : options);

const keyOf = ({ fields }) => fields.tenant;
