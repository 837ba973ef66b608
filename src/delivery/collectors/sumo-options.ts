import * as v from 'valibot';

const template = v.string('must be a text; placeholders such as {key.tenant} may stand in it');

export const sumoSchema = v.strictObject(
  {
    type: v.literal('sumo', "must be 'sumo'; for a plain webhook leave `collector` out"),
    name: v.optional(template),
    category: v.optional(template),
    host: v.optional(template),
    fields: v.optional(v.record(v.string(), template, 'must be an object of names and texts')),
  },
  "must be { type: 'sumo' }, with name, category, host or fields beside it",
);
