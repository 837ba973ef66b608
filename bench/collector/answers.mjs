/**
 * What each service says to a body that it took; a shipper that hears anything else would retry or complain.
 * @type {Readonly<Record<string, { status: number, headers?: Record<string, string>, body?: string }>>}
 */
export const answers = {
  plain: { status: 200 },
  loki: { status: 204 },
  logtail: { status: 202 },
  otlp: { status: 200, headers: { 'content-type': 'application/json' }, body: '{}' },
  elasticsearch: {
    status: 200,
    headers: { 'content-type': 'application/json', 'x-elastic-product': 'Elasticsearch' },
    body: '{"took":1,"errors":false,"items":[]}',
  },
};
