export const keyOf = (record) => record.fields.tenant;
export const headersOf = (headers, key) => ({ ...headers, 'x-tenant': key });
