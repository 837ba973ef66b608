import * as v from 'valibot';

const template = v.optional(v.string('must be a text; placeholders such as {key.tenant} may stand in it'));

export const sumoSchema = v.strictObject({
  type: v.literal('sumo', "must be 'sumo'; for a plain webhook leave `collector` out"),
  name: template,
  category: template,
  host: template,
  fields: v.optional(v.record(v.string(), v.string('must be a text; placeholders such as {key.tenant} may stand in it'))),
});
