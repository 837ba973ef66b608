/** Ends the thread that it runs in when it meets a record that says so. */
export const keyOf = (record) => {
  if (record.fields.deadly) process.exit(7);
  return 'all';
};
